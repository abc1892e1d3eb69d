"""The Settings window: a form made of the declared preferences. Changes take effect at once where they can."""

from __future__ import annotations

import os

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QDialogButtonBox, QFileDialog, QHBoxLayout, QLabel, QToolButton, QVBoxLayout, QWidget

from gui.common.theme import SPACE, icon
from gui.forms.field_form import FieldForm
from gui.model.preferences import FOLDER_VARIABLES, FOLDERS, Preferences
from gui.model.settings import Settings

WIDTH = 64 * SPACE


class SettingsDialog(QDialog):
    """Shows and changes `settings.preferences`."""

    def __init__(self, settings: Settings, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._settings = settings
        self.setObjectName("settingsDialog")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(self.tr("Settings"))
        self.setMinimumWidth(WIDTH)
        self.form = FieldForm(Preferences, parent=self, around=self._with_browse)
        self.form.set_value(settings.preferences)
        self.form.edited.connect(self._take)
        lines = [self.tr("Theme and plotting rate change at once; folders and cores count from the next training on.")]
        lines += self._lock_given_folders()
        note = QLabel("\n".join(lines))
        note.setObjectName("settingsNote")
        note.setWordWrap(True)
        note.setProperty("role", "muted")
        standard = QDialogButtonBox.StandardButton
        buttons = QDialogButtonBox(standard.Close | standard.RestoreDefaults, self)
        buttons.rejected.connect(self.accept)
        defaults = buttons.button(standard.RestoreDefaults)
        defaults.setObjectName("restoreDefaults")
        defaults.clicked.connect(self._restore_defaults)
        defaults.setAutoDefault(False)
        buttons.button(standard.Close).setDefault(True)
        column = QVBoxLayout(self)
        column.setContentsMargins(2 * SPACE, 2 * SPACE, 2 * SPACE, 2 * SPACE)
        column.setSpacing(2 * SPACE)
        for part in (self.form, note, buttons):
            column.addWidget(part)

    def _lock_given_folders(self) -> list[str]:
        """Lock the folders that the environment names, and say where they are; a line for each."""
        lines = []
        template = self.tr("{field}: {variable} is set in the environment, so it is {path}.")
        for name, variable in FOLDERS.items():
            if FOLDER_VARIABLES.is_given(name):
                editor = self.form.editor(name)
                holder = editor.parentWidget()
                (holder or editor).setEnabled(False)
                lines.append(template.format(field=editor.accessibleName(), variable=variable, path=os.environ[variable]))
        return lines

    def _take(self) -> None:
        record = self.form.value()
        if isinstance(record, Preferences):
            self._settings.set_preferences(record)

    def _restore_defaults(self) -> None:
        self.form.set_value(Preferences())
        self._take()

    def _with_browse(self, name: str, editor: QWidget) -> QWidget:
        """Put a button that asks for a folder next to the editor of one."""
        if name not in FOLDERS:
            return editor
        holder = QWidget()
        row = QHBoxLayout(holder)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(SPACE // 2)
        button = QToolButton(holder)
        button.setObjectName(f"browse.{name}")
        button.setIcon(icon("folder"))
        button.setAccessibleName(self.tr("Choose {folder}").format(folder=editor.accessibleName()))
        button.setToolTip(button.accessibleName())
        button.clicked.connect(lambda: self._ask_folder(name))
        row.addWidget(editor, 1)
        row.addWidget(button)
        return holder

    def _ask_folder(self, name: str) -> None:
        dialog = QFileDialog(self, self.tr("Choose a folder"), str(getattr(self.form.value(), name)))
        dialog.setObjectName("folderDialog")
        dialog.setFileMode(QFileDialog.FileMode.Directory)
        dialog.setOption(QFileDialog.Option.ShowDirsOnly)
        dialog.fileSelected.connect(lambda path: self._choose(name, path))
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    def _choose(self, name: str, path: str) -> None:
        self.form.set_value(self.form.value().with_values(**{name: path}))
        self._take()
