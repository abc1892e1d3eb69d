"""The controls of a training: Train, Continue, Pause, Step, Stop, and its progress."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QLabel, QProgressBar, QToolButton, QVBoxLayout, QWidget

from backend.protocol.metric_names import kind_of, metric_info, shown_metric, value_message
from gui.common import training_format
from gui.common.elided_label import ElidedLabel
from gui.common.i18n import say
from gui.common.number_format import whole_number
from gui.common.theme import SPACE, Theme, icon
from gui.common.theme_watch import theme_watch
from gui.training.training_session import TrainingSession, TrainingState


def enabled_controls(session: TrainingSession) -> frozenset[str]:
    """Which of train, continue, pause, step and stop are possible now."""
    state = session.state
    if not session.active:
        return frozenset({"train", "step", *(["continue"] if session.run.resumable else [])})
    if state is TrainingState.STOPPING:
        return frozenset({"stop"})
    return frozenset({"stop", "step", "continue"} if state is TrainingState.PAUSED else {"stop", "step", "pause"})


class ControlBar(QWidget):
    """Buttons, progress bar and status, and three figures: speed, time left, the metric of the task."""

    def __init__(self, session: TrainingSession, parent: QWidget | None = None) -> None:
        """Controls of `session`."""
        super().__init__(parent)
        self._session = session
        self._buttons = {
            "train": self._button("train", self.tr("Train"), self.tr("Train from the beginning"), session.train),
            "continue": self._button("continue", self.tr("Continue"), self.tr("Go on learning"), session.continue_),
            "pause": self._button("pause", self.tr("Pause"), self.tr("Hold after this batch"), session.pause),
            "step": self._button("step", self.tr("Step"), self.tr("Run one batch and hold"), session.step),
            "stop": self._button("stop", self.tr("Stop"), self.tr("End here and keep the weights"), session.stop),
        }
        self._buttons["train"].setProperty("primary", True)
        self._status = ElidedLabel()
        self._status.setObjectName("trainingStatus")
        self._status.setAccessibleName(self.tr("State of the training"))
        self._bar = QProgressBar()
        self._bar.setObjectName("trainingProgress")
        self._bar.setAccessibleName(self.tr("Progress of the training"))
        self._bar.setTextVisible(False)
        self._bar.setMinimumWidth(4 * SPACE)  # else the window grows with the figures beyond a small screen
        self._captions: dict[str, QLabel] = {}
        self._figures = {name: QLabel() for name in ("trainingSpeed", "trainingTimeLeft", "trainingAccuracy")}
        self._lay_out()
        self._draw_icons()
        session.state_changed.connect(self.refresh)
        session.opened.connect(self.refresh)
        session.updated.connect(self.refresh)
        session.prepared.connect(self._show_preparing)
        self.refresh()
        theme_watch(self, self._draw_icons)

    def refresh(self) -> None:
        """Show the current state."""
        can = enabled_controls(self._session)
        focused = any(button.hasFocus() and name not in can for name, button in self._buttons.items())
        for name, button in self._buttons.items():
            button.setEnabled(name in can)
        if focused:
            # Qt would move the focus to Step, and the next press of Space would start another training.
            next(self._buttons[name] for name in ("pause", "continue", "stop", "train") if name in can).setFocus()
        if self._session.state is not TrainingState.PREPARING:
            self._show_progress()
            self._status.setText(self._status_text())
        elif not self._status.text().endswith("…"):
            self._show_preparing(self.tr("Getting ready"), 0, 0)
        self._show_figures()

    def _button(self, name: str, text: str, tip: str, act: Callable[[], object]) -> QToolButton:
        button = QToolButton(self)
        button.setObjectName(f"{name}Button")
        button.setAccessibleName(text)
        button.setText(f" {text}")
        button.setToolTip(tip)
        button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        button.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        button.clicked.connect(lambda _on=False: act())
        return button

    def _lay_out(self) -> None:
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(SPACE // 2)
        for button in self._buttons.values():
            layout.addWidget(button)
        middle = QVBoxLayout()
        middle.setSpacing(SPACE // 2)
        middle.addWidget(self._status)
        middle.addWidget(self._bar)
        layout.addSpacing(SPACE)
        layout.addLayout(middle, 1)
        titles = {
            "trainingSpeed": self.tr("Speed"),
            "trainingTimeLeft": self.tr("Time left"),
            "trainingAccuracy": self.tr("Validation"),
        }
        for name, label in self._figures.items():
            label.setObjectName(name)
            label.setAccessibleName(titles[name])
            label.setProperty("role", "number")
            caption = QLabel(titles[name])
            caption.setProperty("role", "caption")
            self._captions[name] = caption
            column = QVBoxLayout()
            column.setSpacing(0)
            column.addWidget(caption)
            column.addWidget(label)
            layout.addSpacing(2 * SPACE)
            layout.addLayout(column)

    def _draw_icons(self) -> None:
        theme = Theme.current()
        for name, button in self._buttons.items():
            button.setIcon(icon(name, theme.on_accent if name == "train" else theme.text))

    def _show_preparing(self, text: str, done: int, total: int) -> None:
        if self._session.state is TrainingState.PREPARING:
            self._status.setText(f"{text}…")
            self._bar.setRange(0, total)
            self._bar.setValue(done)

    def _show_progress(self) -> None:
        history = self._session.history
        whole = history.started.epochs * history.started.steps_per_epoch if history.started else 0
        self._bar.setRange(0, max(1, whole))
        ended = history.finished is not None and history.finished.reason in ("completed", "early-stopping")
        self._bar.setValue(max(1, whole) if ended and not self._session.active else min(history.step, whole))

    def _show_figures(self) -> None:
        history = self._session.history
        speed = history.finished.samples_per_second if history.finished else history.samples_per_second
        left = training_format.duration(history.seconds_left) if self._session.active else ""
        self._figures["trainingSpeed"].setText(training_format.speed(speed) or "–")
        self._figures["trainingTimeLeft"].setText(left or "–")
        self._show_metric()

    def _show_metric(self) -> None:
        """The metric of the task after the last epoch; of the training images, where there are no others."""
        history = self._session.history
        measured = history.metrics()
        name = shown_metric(kind_of(dict.fromkeys(measured, 0.0)), measured) or "loss"
        train, val = history.train(name), history.val(name)
        validated = not len(val) or not np.isnan(val).all() or np.isnan(train).all()
        values = val if validated else train
        caption = self.tr("Validation")
        if measured:
            title = say(metric_info(name).title)
            text = self.tr("{0}, validation") if validated else self.tr("{0}, training")
            caption = text.format(title)
        self._captions["trainingAccuracy"].setText(caption)
        self._figures["trainingAccuracy"].setAccessibleName(caption)
        last = float(values[-1]) if len(values) else None
        self._figures["trainingAccuracy"].setText(say(value_message(name, last)))

    def _status_text(self) -> str:
        history, state = self._session.history, self._session.state
        if state is TrainingState.IDLE:
            return self.tr("Not trained yet")
        if state is TrainingState.FAILED:
            return self.tr("The training failed")
        epochs = history.started.epochs if history.started else 0
        epoch = min(history.epoch + 1, epochs)
        if state is TrainingState.PAUSED:
            return self.tr("Paused in epoch {0} of {1}, after batch {2}").format(epoch, epochs, whole_number(history.step))
        if state is TrainingState.STOPPING:
            return self.tr("Stopping: the weights are kept and measured")
        if state is TrainingState.FINISHED:
            return self.tr("Ended after epoch {0} of {1}").format(history.epoch, epochs)
        if history.epoch >= epochs:
            return self.tr("Measuring the best weights on the test images")
        return self.tr("Epoch {0} of {1}").format(epoch, epochs)
