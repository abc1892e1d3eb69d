"""What the window has for training, brought after the first paint: the session, its panels, and its commands."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from backend.protocol.events import Finished
from backend.protocol.sentences import ending_message
from gui.common.i18n import say
from gui.data.data_view import DataView
from gui.insight.feature_maps_view import FeatureMapsView
from gui.insight.predictions_view import PredictionsView
from gui.model.samples import Samples
from gui.training.control_bar import enabled_controls
from gui.training.panel import TrainingPanel
from gui.training.training_session import TrainingSession
from gui.training.training_status import training_status

if TYPE_CHECKING:
    from gui.shell.main_window import MainWindow

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

    def train(self) -> bool:
        """Train the network on the canvas, and show how."""
        self._window.show_canvas()
        self._window.docks["training"].reveal()
        return self.session.train()

    def choose_data(self, name_or_folder: str) -> None:
        """Learn from a data set or a folder of images."""
        self.data.choose(name_or_folder)

    def shut_down(self) -> bool:
        """Ask everything to end; True when no training runs any more, else `ended` follows."""
        self.data.chooser.cancel()
        self.samples.cancel()
        return self.session.shut_down()

    def join(self) -> None:
        """Wait for the short threads that read images and pictures."""
        self.maps.shut_down()
        self.data.shut_down()

    def _connect(self) -> None:
        window, session = self._window, self.session
        acts = {
            "train": self.train,
            "continue": self._continue,
            "pause": session.pause,
            "step": self._step,
            "stop": session.stop,
            "export": self.export,
        }
        for name, act in acts.items():
            window.actions_[name].triggered.connect(lambda _on=False, act=act: act())
        session.state_changed.connect(self._enable)
        session.opened.connect(self._enable)
        session.refused.connect(self._refuse)
        session.failed.connect(lambda text, _block: self._say(text, "error", self.panel))
        session.finished.connect(self._finish)
        session.ended.connect(self.ended)
        window.workspace.analysed.connect(self._enable)
        window.workspace.reset.connect(self._enable)
        window.data_button.chosen.connect(self.choose_data)
        window.data_button.folder_wanted.connect(self.data.ask_folder)
        self.data.chooser.failed.connect(lambda text: self._say(text, "warning", self.data))
        self.data.chooser.busy_changed.connect(self._show_fetching)

    def export(self) -> None:
        """Ask how the network is to be taken away."""
        from gui.dialogs.export_dialog import ExportDialog

        dialog = ExportDialog(self._window.workspace, self.session, self._window)
        dialog.open()

    def _continue(self) -> None:
        self._window.docks["training"].reveal()
        self.session.continue_()

    def _step(self) -> None:
        self._window.docks["training"].reveal()
        self.session.step()

    def _enable(self) -> None:
        can = enabled_controls(self.session)
        for name in COMMANDS:
            self._window.actions_[name].setEnabled(name in can)
        self._window.actions_["export"].setEnabled(bool(self._window.workspace.network.blocks))
        finished = self.session.history.finished
        words = training_status(self.session.state, self.session.differs(), finished.reason if finished else "completed")
        self._window.status.show_training(*words)

    def _refuse(self, text: str, block: int | None) -> None:
        """Say why no training began, beside the block when there is one."""
        if block is not None:
            self._window.show_block(block)
        self._say(text, "warning", self.panel)

    def _finish(self, event: Finished) -> None:
        text = say(ending_message(event))
        if event.reason == "nan":
            self._say(text, "error", self.panel)
        else:
            self._window.notifications.say(text, "success", label=self.tr("Export…"), act=self.export)

    def _show_fetching(self, busy: bool) -> None:
        if busy:
            self._window.docks["data"].reveal()

    def _say(self, text: str, severity: str, panel: QWidget) -> None:
        """Say in the corner what `panel` says too, unless it is looked at."""
        if not panel.isVisible() or panel.visibleRegion().isEmpty():
            self._window.notifications.say(text, severity)
