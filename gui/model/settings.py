"""What is kept between two starts: preferences, where the panels of the window were, and the files opened last."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QByteArray, QObject, QSettings, Signal

from gui.model.preferences import Preferences, load_preferences, store_preferences

MOST_RECENT = 10
LAYOUT_VERSION = 2


class Settings(QObject):
    """Remembers through `store`; tests hand in one that lies in a file of their own."""

    recent_changed = Signal()
    preferences_changed = Signal(object)

    def __init__(self, store: QSettings | None = None, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._store = store if store is not None else QSettings("Convas", "Convas")
        self._preferences = load_preferences(self._store)

    @property
    def preferences(self) -> Preferences:
        """The preferences as they are now."""
        return self._preferences

    def set_preferences(self, preferences: Preferences) -> None:
        """Take other preferences, keep them, and say so where they differ."""
        if preferences != self._preferences:
            self._preferences = preferences
            store_preferences(preferences, self._store)
            self.preferences_changed.emit(preferences)

    def recent(self) -> list[Path]:
        """The files opened last that still exist, the newest first."""
        value = self._store.value("recent", [])
        names = [value] if isinstance(value, str) else value if isinstance(value, list) else []
        return [path for path in map(Path, names) if path.is_file()]

    def remember(self, path: Path) -> None:
        """Put `path` at the head of the recent files."""
        path = path.resolve()
        names = [str(path), *(str(other) for other in self.recent() if other != path)]
        self._store.setValue("recent", names[:MOST_RECENT])
        self.recent_changed.emit()

    def forget_recent(self) -> None:
        """Forget all recent files."""
        self._store.remove("recent")
        self.recent_changed.emit()

    def folder(self) -> Path:
        """Where a file dialog begins: in the folder of the last file, else at home."""
        return next((path.parent for path in self.recent()), Path.home())

    def layout(self) -> tuple[QByteArray, QByteArray]:
        """The window's geometry and the state of its panels; empty when there are none."""
        return self._bytes("geometry"), self._bytes("panels")

    def keep_layout(self, geometry: QByteArray, panels: QByteArray) -> None:
        """Remember the window's geometry and the state of its panels."""
        self._store.setValue("geometry", geometry)
        self._store.setValue("panels", panels)
        self._store.sync()

    def _bytes(self, name: str) -> QByteArray:
        value = self._store.value(name)
        return value if isinstance(value, QByteArray) else QByteArray()
