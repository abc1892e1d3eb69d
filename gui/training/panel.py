"""The training panel: recipe, controls, progress, curves, and a sentence on what they mean."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QScrollArea, QVBoxLayout, QWidget

from backend.protocol.sentences import ending_message, overfitting_message
from builder.common.messages import QT_TRANSLATE_NOOP, Message
from gui.common.empty_state import EmptyState
from gui.common.i18n import say
from gui.common.notice import NoticeLine
from gui.common.theme import SPACE
from gui.model.workspace import Workspace
from gui.training.control_bar import ControlBar
from gui.training.recipe_box import RecipeBox
from gui.training.training_session import TrainingSession, TrainingState

if TYPE_CHECKING:
    from gui.training.plots_pane import PlotsPane

AFTER_PAINT_MS = 60
REFUSAL_MS = 9000


class TrainingPanel(QWidget):
    """Everything about the training in one place. The plots are loaded after the first paint, because of pyqtgraph."""

    def __init__(self, workspace: Workspace, session: TrainingSession, parent: QWidget | None = None) -> None:
        """A panel for `session` and the recipe of `workspace`."""
        super().__init__(parent)
        self.setObjectName("trainingPanel")
        self.setAccessibleName(self.tr("Training"))
        self._workspace, self._session = workspace, session
        self._plots: PlotsPane | None = None
        self._stale = False
        self._refusal = QTimer(self)
        self._refusal.setSingleShot(True)
        self._refusal.setInterval(REFUSAL_MS)
        self._refused = ""
        self._lay_out()
        session.bridge.watch(self)
        session.updated.connect(self._draw)
        session.opened.connect(self._draw)
        session.opened.connect(self._say_notice)
        session.state_changed.connect(self._follow)
        session.refused.connect(self._refuse)
        workspace.changed.connect(self._say_notice)
        self._refusal.timeout.connect(self._forget_refusal)
        self._say_notice()

    @property
    def plots(self) -> PlotsPane | None:
        """The plots; None until they are loaded."""
        return self._plots

    def load_plots(self) -> None:
        """Load the plots; happens by itself when the panel is first shown or a training begins."""
        if self._plots is None:
            from gui.training.plots_pane import PlotsPane  # pyqtgraph takes 0.3 s to import, so not before the first paint

            self._plots = PlotsPane()
            self._plots.refused.connect(self._refuse)
            self._room.addWidget(self._plots, 1)
            self._draw()

    def showEvent(self, event: QShowEvent) -> None:
        """Draw what came while the panel was hidden."""
        super().showEvent(event)
        QTimer.singleShot(AFTER_PAINT_MS, self, self.load_plots)
        if self._stale:
            self._draw()

    def _lay_out(self) -> None:
        self._controls = ControlBar(self._session)
        self._notice = NoticeLine("trainingNotice")
        self._verdict = NoticeLine("trainingVerdict")
        self._hint = EmptyState("training", "trainingEmpty")
        more = self.tr("Train, and see here how the loss falls and the network becomes better, batch by batch.")
        self._hint.say(self.tr("No curves yet"), more)
        heading = QLabel(self.tr("RECIPE"))
        heading.setProperty("role", "section")
        scroll = QScrollArea()
        scroll.setObjectName("recipeScroll")
        scroll.setWidgetResizable(True)
        scroll.setFrameShape(QFrame.Shape.NoFrame)
        scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        scroll.setWidget(RecipeBox(self._workspace, self._session))
        recipe = QVBoxLayout()
        recipe.setSpacing(SPACE)
        recipe.addWidget(heading)
        recipe.addWidget(scroll, 1)
        left = QWidget()
        left.setFixedWidth(36 * SPACE)
        left.setLayout(recipe)
        recipe.setContentsMargins(0, 0, SPACE, 0)
        self._room = QVBoxLayout()
        self._room.setSpacing(SPACE)
        self._room.addWidget(self._verdict)
        self._room.addWidget(self._hint, 1)
        below = QHBoxLayout()
        below.setSpacing(2 * SPACE)
        below.addWidget(left)
        below.addLayout(self._room, 1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(2 * SPACE, SPACE + SPACE // 2, 2 * SPACE, SPACE + SPACE // 2)
        layout.setSpacing(SPACE + SPACE // 2)
        layout.addWidget(self._controls)
        layout.addWidget(self._notice)
        layout.addLayout(below, 1)

    def _draw(self) -> None:
        """Draw the curves, at most once per tick and only while visible."""
        # Hidden plots are drawn when they are shown again: drawing takes time from the training.
        self._stale = not self.isVisible()
        begun = self._session.history.started is not None
        self._hint.setVisible(self._plots is None or not begun)
        if self._plots is not None:
            self._plots.setVisible(begun)
        if self._plots is not None and not self._stale:
            task = self._session.run.job.task if self._session.run.job is not None else None
            self._plots.show_history(self._session.history, None if task is None else task.kind)
        self._say_verdict()

    def _follow(self, state: str) -> None:
        if state == TrainingState.PREPARING:
            self._refuse("")
            if self.isVisible():
                self.load_plots()
        self._say_notice()

    def _forget_refusal(self) -> None:
        self._refuse("")

    def _refuse(self, text: str, _block: object = None) -> None:
        self._refused = text
        self._refusal.start() if text else self._refusal.stop()
        self._say_notice()

    def _say_notice(self) -> None:
        """Say why nothing can begin, or that the network on the canvas is another."""
        session = self._session
        if self._refused:
            self._notice.say(self._refused, "warning")
        elif session.state is TrainingState.FAILED:
            self._notice.say(session.run.message, "error")
        elif session.differs():
            self._notice.say(
                self.tr("The canvas has changed since this network began to train. The curves belong to the network as it was.")
                if session.active
                else self.tr("The canvas has changed since this network was trained. Train to teach what is drawn now."),
                "warning",
            )
        else:
            self._notice.say("")
        self._say_verdict()

    def _say_verdict(self) -> None:
        """Say what the curves mean: how the training ended, or that it overfits."""
        history, finished = self._session.history, self._session.history.finished
        overfitting = history.overfitting()
        if self._session.state is TrainingState.FINISHED and finished is not None:
            ending = ending_message(finished)
            if overfitting is not None:
                both = QT_TRANSLATE_NOOP("Training", "{ending} {overfitting}")
                ending = Message.of(both, ending=ending, overfitting=overfitting_message(overfitting))
            self._verdict.say(say(ending), "error" if finished.reason == "nan" else "success")
        elif overfitting is not None:
            self._verdict.say(say(overfitting_message(overfitting)), "warning")
        else:
            self._verdict.say("")
