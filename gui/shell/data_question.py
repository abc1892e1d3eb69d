"""The question whether a training is to go on with data that have changed since its run began."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QMessageBox, QWidget


def ask_about_data(parent: QWidget, text: str, go_on: Callable[[], object]) -> QMessageBox:
    """Show how the data differ, without waiting; `go_on` is called if the person accepts that."""
    box = QMessageBox(parent)
    box.setObjectName("changedDataDialog")
    box.setIcon(QMessageBox.Icon.NoIcon)
    box.setWindowTitle(QCoreApplication.translate("DataQuestion", "The data have changed"))
    title = QCoreApplication.translate("DataQuestion", "Go on with the data as they are now?")
    box.setText(f"<b>{title}</b>")
    box.setInformativeText(text)
    accept = box.addButton(QCoreApplication.translate("DataQuestion", "Go on"), QMessageBox.ButtonRole.AcceptRole)
    accept.setObjectName("changedDataAccept")
    box.addButton(QMessageBox.StandardButton.Cancel)
    box.setDefaultButton(QMessageBox.StandardButton.Cancel)

    def finish() -> None:
        if box.clickedButton() is accept:
            go_on()
        box.deleteLater()

    box.finished.connect(finish)
    box.open()
    return box
