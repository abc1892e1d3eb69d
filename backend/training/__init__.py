"""The training loop and all that serves it, and the way from a project to a job.

Imports tasks, insight, runs, protocol, datasets and torch_utils, and builder. Without torch: prepare_job, thread_runner.
"""
