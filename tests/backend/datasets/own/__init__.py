"""Tests of backend/datasets/own."""
