"""The folders of the program: runs and downloads, and the user's folder of data sets."""

from __future__ import annotations

import os
from pathlib import Path

import platformdirs


def home() -> Path:
    """The folder of runs, recovery files and downloads: ``CONVAS_HOME``, or the platform's data folder."""
    named = os.environ.get("CONVAS_HOME")
    return Path(named).expanduser() if named else platformdirs.user_data_path("convas", appauthor=False)


def data_folder() -> Path | None:
    """The folder of data sets that ``CONVAS_DATA`` names, if it does."""
    named = os.environ.get("CONVAS_DATA")
    return Path(named).expanduser() if named else None
