"""What a person sets once for the whole program, declared as fields, and how it is kept from one version to the next."""

from __future__ import annotations

import json
import logging
import os
from collections.abc import MutableMapping
from pathlib import Path
from typing import Any, ClassVar, Literal

from PySide6.QtCore import QSettings

from builder.common.fields import FieldError, Fields, param
from builder.common.messages import QT_TRANSLATE_NOOP

log = logging.getLogger(__name__)

VERSION = 1
"""Of the stored preferences. A field that changes its meaning gets another name; a version is for what that cannot say."""

GROUP = "preferences"

FOLDERS = {"runs_folder": "CONVAS_HOME", "data_folder": "CONVAS_DATA"}
"""Fields that set a variable of the environment."""


class Preferences(Fields):
    """Each has a default that works; features bring their own field."""

    place: ClassVar = "preferences"

    theme: Literal["system", "light", "dark"] = param(
        "system", label=QT_TRANSLATE_NOOP("Preferences", "Theme"), doc=QT_TRANSLATE_NOOP("Preferences", "Light or dark.")
    )
    plot_rate: float = param(
        5.0,
        low=0.5,
        high=30.0,
        label=QT_TRANSLATE_NOOP("Preferences", "Plotting rate in Hz"),
        doc=QT_TRANSLATE_NOOP("Preferences", "How often plots are drawn in a training; twice as often under the mouse."),
    )
    runs_folder: str = param(
        "",
        label=QT_TRANSLATE_NOOP("Preferences", "Folder of runs"),
        doc=QT_TRANSLATE_NOOP("Preferences", "Where runs, downloads and logs are kept; empty for the usual place."),
    )
    data_folder: str = param(
        "",
        label=QT_TRANSLATE_NOOP("Preferences", "Folder of data sets"),
        doc=QT_TRANSLATE_NOOP("Preferences", "Where data sets that you have already are looked for."),
    )
    threads: int = param(
        0,
        low=0,
        high=1024,
        label=QT_TRANSLATE_NOOP("Preferences", "Processor cores"),
        doc=QT_TRANSLATE_NOOP("Preferences", "For trainings whose recipe does not say; 0 takes all."),
    )


def load_preferences(store: QSettings) -> Preferences:
    """The stored preferences; each value that is unknown or broken gives way to its default, which is logged."""
    version = store.value(f"{GROUP}/version", VERSION)
    if str(version) != str(VERSION):
        log.warning("Preferences of version %r; this program knows version %d. What it knows is taken.", version, VERSION)
    preferences = Preferences()
    store.beginGroup(GROUP)
    names = [name for name in store.allKeys() if name != "version"]
    store.endGroup()
    for name in names:
        text = store.value(f"{GROUP}/{name}")
        try:
            preferences = preferences.with_values(**{name: json.loads(str(text))})
        except (FieldError, ValueError) as error:
            log.warning("The preference %r is not taken: %s", name, error)
    return preferences


def store_preferences(preferences: Preferences, store: QSettings) -> None:
    """Write every field as JSON, and the version."""
    values: dict[str, Any] = preferences.record()
    for name, value in values.items():
        store.setValue(f"{GROUP}/{name}", json.dumps(value))
    store.setValue(f"{GROUP}/version", VERSION)
    store.sync()


class FolderVariables:
    """Puts the preferred folders into the environment, where all rooms and child processes look for them.

    What was set when the program was started goes before the preferences.
    """

    def __init__(self, environment: MutableMapping[str, str] | None = None) -> None:
        self._environment = os.environ if environment is None else environment
        self._own: dict[str, str] = {}

    def is_given(self, name: str) -> bool:
        """Whether the variable of the field `name` was set from outside."""
        variable = FOLDERS.get(name, "")
        value = self._environment.get(variable)
        return bool(value) and value != self._own.get(variable)

    def apply(self, preferences: Preferences) -> None:
        """Set or remove the variables that are not given from outside."""
        for name, variable in FOLDERS.items():
            if self.is_given(name):
                continue
            folder = str(getattr(preferences, name)).strip()
            if folder:
                self._own[variable] = self._environment[variable] = str(Path(folder).expanduser())
            elif variable in self._own:
                self._environment.pop(variable, None)
                del self._own[variable]


FOLDER_VARIABLES = FolderVariables()
"""Those of this process."""
