"""What the window has for training, made after the first paint: the session, its panels and its commands."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from backend.protocol.events import Finished
from backend.protocol.sentences import ending_message
from backend.training.samples.compare_data import was_accepted
from gui.common.i18n import say
from gui.data.data_view import DataView
from gui.insight.feature_maps_view import FeatureMapsView
from gui.insight.predictions.predictions_panel import PredictionsPanel
from gui.model.preferences import Preferences
from gui.model.samples import Samples
from gui.model.workspace import Workspace
from gui.shell.commands import CommandActions
from gui.shell.data_question import ask_about_data
from gui.shell.docks import Docks
from gui.shell.notifications import Notice, Notifications
from gui.shell.status_bar import StatusBar
from gui.training.control_bar import enabled_controls
from gui.training.panel import TrainingPanel
from gui.training.training_session import TrainingSession
from gui.training.training_status import training_status


class TrainingWiring(QObject):
    """Owns the session and fills the panels of training; `ended` when no training runs any more."""

    ended = Signal()

    def __init__(
        self,
        workspace: Workspace,
        *,
        window: QWidget,
        docks: Docks,
        commands: CommandActions,
        status: StatusBar,
        notifications: Notifications,
        show_canvas: Callable[[], None],
        show_block: Callable[[int], None],
    ) -> None:
        """`window` is the parent of this object and of the dialogs that it opens."""
        super().__init__(window)
        self._workspace = workspace
        self._window = window
        self._docks = docks
        self._commands = commands
        self._status = status
        self._notifications = notifications
        self._show_canvas = show_canvas
        self._show_block = show_block
        self._allowed: frozenset[str] = frozenset()
        self.session = TrainingSession(workspace, self)
        self._ending: Notice | None = None
        self.samples = Samples(workspace, self)
        self.panel = TrainingPanel(workspace, self.session)
        self.data = DataView(workspace, self.samples)
        self.session.data_info = self.data.chooser.info
        self.maps = FeatureMapsView(workspace, self.session, self.samples)
        self.predictions = PredictionsPanel(self.session)
        contents = {"data": self.data, "training": self.panel, "maps": self.maps, "predictions": self.predictions}
        for name, content in contents.items():
            docks[name].fill(content)
        self._connect()
        self._follow_session()

    @property
    def allowed(self) -> frozenset[str]:
        """The ids of the commands that make sense now."""
        return self._allowed

    def apply_preferences(self, preferences: Preferences) -> None:
        """Plot at another rate from now on, and use other threads from the next training on."""
        self.session.bridge.set_rate(preferences.plot_rate)
        self.session.threads = preferences.threads

    def train(self) -> bool:
        """Train the network on the canvas, and show how."""
        self._show_canvas()
        self._docks["training"].reveal()
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
        self.predictions.shut_down()
        self.data.shut_down()

    def _connect(self) -> None:
        session = self.session
        session.state_changed.connect(self._follow_session)
        session.opened.connect(self._follow_session)
        session.refused.connect(self._refuse)
        session.failed.connect(lambda text, _block: self._say(text, "error", self.panel))
        session.data_changed.connect(self._ask_about_data)
        session.finished.connect(self._finish)
        session.ended.connect(self.ended)
        self._workspace.analysed.connect(self._follow_session)
        self._workspace.reset.connect(self._follow_session)
        self.data.chooser.failed.connect(lambda text: self._say(text, "warning", self.data))
        self.data.chooser.busy_changed.connect(self._show_fetching)

    def export(self) -> None:
        """Ask how the network is to be taken away."""
        from gui.dialogs.export_dialog import ExportDialog

        dialog = ExportDialog(self._workspace, self.session, self._window)
        dialog.open()

    def continue_(self) -> None:
        """Train on with the weights of the last training, and show how."""
        self._docks["training"].reveal()
        self.session.continue_()

    def step(self) -> None:
        """Train one batch and hold, and show how."""
        self._docks["training"].reveal()
        self.session.step()

    def pause(self) -> None:
        """Hold after this batch."""
        self.session.pause()

    def stop(self) -> None:
        """End the training and keep the weights."""
        self.session.stop()

    def _follow_session(self) -> None:
        """Enable the commands that make sense now, and show the state of the training in the status bar."""
        export = {"export"} if self._workspace.network.blocks else set()
        self._allowed = enabled_controls(self.session) | export
        self._commands.refresh()
        self.samples.keep_parts_of(self._accepted_run())
        finished = self.session.history.finished
        words = training_status(self.session.state, self.session.differs(), finished.reason if finished else "completed")
        self._status.show_training(*words)
        if self.session.active and self._ending is not None:
            if self._ending in self._notifications.notices:  # it tells of the run before this one
                self._ending.close_notice()
            self._ending = None

    def _accepted_run(self) -> str | None:
        """The folder of the run that is shown, if it went on with data of this project that had changed."""
        run, data = self.session.run, self._workspace.project.data.get("name")
        if run.store is None or run.job is None or run.history.started is None or run.job.data.name != data:
            return None
        return str(run.store.folder) if was_accepted(run.history.started.notes) else None

    def _refuse(self, text: str, block: int | None) -> None:
        """Say why no training began, and show the block that is to blame."""
        if block is not None:
            self._show_block(block)
        self._say(text, "warning", self.panel)

    def _ask_about_data(self, text: str) -> None:
        ask_about_data(self._window, text, lambda: self.session.continue_(accept_data=True))

    def _finish(self, event: Finished) -> None:
        text = say(ending_message(event, short=True))
        if event.reason == "nan":
            self._say(text, "error", self.panel)
        else:
            self._ending = self._notifications.say(text, "success", label=self.tr("Export…"), act=self.export)

    def _show_fetching(self, busy: bool) -> None:
        if busy:
            self._docks["data"].reveal()

    def _say(self, text: str, severity: str, panel: QWidget) -> None:
        """Say in the corner what `panel` says too, unless it is looked at."""
        if not panel.isVisible() or panel.visibleRegion().isEmpty():
            self._notifications.say(text, severity)
