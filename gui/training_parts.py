"""What the window has for training, brought after the first paint: the session, its panels, and its commands."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QFileDialog

from gui.data_view import DataView, choose_data
from gui.export_dialog import ExportDialog
from gui.plots.feature_maps import FeatureMapsView
from gui.plots.predictions import PredictionsView
from gui.samples import Samples
from gui.training.controls import allowed
from gui.training.panel import TrainingPanel
from gui.training.session import TrainingSession

if TYPE_CHECKING:
    from gui.main_window import MainWindow

COMMANDS = ("train", "continue", "pause", "step", "stop")


class TrainingParts(QObject):
    """Owns the session and fills the panels of `window`; `ended` when no training runs any more."""

    ended = Signal()

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self._window = window
        workspace = window.workspace
        self.session = TrainingSession(workspace, self)
        self.samples = Samples(workspace, self)
        self.panel = TrainingPanel(workspace, self.session)
        self.data = DataView(workspace, self.samples)
        self.maps = FeatureMapsView(workspace, self.session, self.samples)
        self.predictions = PredictionsView(self.session)
        contents = {"data": self.data, "training": self.panel, "maps": self.maps, "predictions": self.predictions}
        for name, content in contents.items():
            window.docks[name].fill(content)
        self._connect()
        self._enable()
