"""The state of a training in a word or two, for the status bar."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication

from gui.training.training_session import TrainingState


def training_status(state: TrainingState, differs: bool, reason: str = "completed") -> tuple[str, str]:
    """The text and the name of its icon; both empty where the network on the canvas was not trained.

    `differs` says that the canvas has changed since, `reason` is why the training ended, as in
    :class:`backend.protocol.events.Finished`.
    """
    if state is TrainingState.PREPARING:
        return QCoreApplication.translate("Training", "Getting ready"), "training"
    if state is TrainingState.RUNNING:
        return QCoreApplication.translate("Training", "Training"), "training"
    if state is TrainingState.PAUSED:
        return QCoreApplication.translate("Training", "Training paused"), "pause"
    if state is TrainingState.STOPPING:
        return QCoreApplication.translate("Training", "Ending the training"), "training"
    if state is not TrainingState.FINISHED or differs:
        return "", ""
    if reason == "nan":
        return QCoreApplication.translate("Training", "Training broke off"), "warning"
    return QCoreApplication.translate("Training", "Trained"), "success"
