"""The panel of predictions: what they are of, a button that asks for them now, and the view of their kind of task."""

from __future__ import annotations

from PySide6.QtCore import QSize
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QStackedWidget, QVBoxLayout, QWidget

from backend.insight.prediction_scores import is_whole
from backend.protocol.events import Predicted
from builder.common.errors import ConvasError
from builder.common.messages import QT_TRANSLATE_NOOP
from builder.common.progress import Progress
from gui.common.elided_label import ElidedLabel
from gui.common.empty_state import EmptyState
from gui.common.number_format import whole_number
from gui.common.theme import SPACE, icon
from gui.common.theme_watch import theme_watch
from gui.common.worker import Cancelled, Worker
from gui.insight.predictions.prediction_view import PredictionView
from gui.insight.predictions.registry import VIEWS
from gui.training.training_session import TrainingSession


class PredictionsPanel(QWidget):
    """The latest predictions of the run that is shown: asked for while it trains, or of the test images at the end."""

    def __init__(self, session: TrainingSession, parent: QWidget | None = None) -> None:
        """The predictions of the run of `session`."""
        super().__init__(parent)
        self.setObjectName("predictions")
        self.setAccessibleName(self.tr("Predictions"))
        self._session = session
        self._views: dict[str, PredictionView] = {}
        self._shown: Predicted | None = None
        self._waiting = False
        self._worker = Worker(self)
        self._worker.done.connect(self._take)
        self._worker.failed.connect(lambda text, _details: self._refuse(text))
        self._lay_out()
        session.predicted.connect(self._take_answer)
        session.opened.connect(self.refresh)
        session.state_changed.connect(self._show_state)
        session.updated.connect(self._show_state)
        self.refresh()
        theme_watch(self, self._draw_icons)

    @property
    def view(self) -> PredictionView | None:
        """The view that shows the predictions; None while there are none."""
        shown = self._stack.currentWidget()
        return shown if isinstance(shown, PredictionView) else None

    def refresh(self) -> None:
        """Show the session's predictions; they are measured in a thread, and only while the panel is visible."""
        predicted = self._session.run.predictions
        if predicted is None:
            self._worker.forget()
            self._shown = None
            self._show_empty()
        elif predicted is not self._shown and self.isVisible():
            names, view = self._session.run.classes, self._view_of(predicted.kind)
            measure = None if view is None else view.measure

            def work(_progress: Progress, _cancelled: Cancelled) -> object:
                if measure is None or not is_whole(predicted):
                    raise ConvasError(QT_TRANSLATE_NOOP("Predictions", "These predictions cannot be read."))
                return predicted, names, measure(predicted, names)

            self._worker.start(work, name="predictions")
        self._show_state()

    def shut_down(self) -> bool:
        """End the thread of this panel; False when it still runs after some seconds."""
        self._worker.forget()
        return self._worker.join()

    def showEvent(self, event: QShowEvent) -> None:
        """Show what came while the panel was hidden."""
        super().showEvent(event)
        self.refresh()

    # -- parts ---------------------------------------------------------------------------------------------------

    def _lay_out(self) -> None:
        self._figure, self._meaning, self._source = QLabel(), ElidedLabel(), ElidedLabel()
        self._figure.setObjectName("testAccuracy")
        self._figure.setProperty("role", "title")
        self._meaning.setObjectName("predictionMeaning")
        self._source.setObjectName("predictionSource")
        self._source.setProperty("role", "caption")
        lines = QVBoxLayout()
        lines.setSpacing(0)
        for label in (self._meaning, self._source):
            lines.addWidget(label)
        # No stack: that would make the controls of every view as wide as the widest.
        self._controls = QWidget()
        controls = QHBoxLayout(self._controls)
        controls.setContentsMargins(0, 0, 0, 0)
        self._ask = QPushButton(" " + self.tr("Predict now"))
        self._ask.setObjectName("predictNow")
        self._ask.clicked.connect(lambda _on=False: self._ask_now())
        top = QHBoxLayout()
        top.setSpacing(SPACE + SPACE // 2)
        top.addWidget(self._figure)
        top.addLayout(lines, 1)
        top.addWidget(self._controls)
        top.addWidget(self._ask)
        self._empty = EmptyState("predictions", "predictionsEmpty")
        self._stack = QStackedWidget()
        self._stack.addWidget(self._empty)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(2 * SPACE, SPACE, 2 * SPACE, SPACE)
        layout.setSpacing(SPACE)
        layout.addLayout(top)
        layout.addWidget(self._stack, 1)
        self._draw_icons()

    def _draw_icons(self) -> None:
        self._ask.setIcon(icon("predictions"))
        self._ask.setIconSize(QSize(16, 16))
        self._ask.setMinimumWidth(self._ask.sizeHint().width())

    def _view_of(self, kind: str) -> PredictionView | None:
        """The view of a kind of task, made when it is first needed; None for a kind from a later version."""
        if kind not in VIEWS:
            return None
        if kind not in self._views:
            view = self._views[kind] = VIEWS[kind]()
            view.headline_changed.connect(self._show_headline)
            self._stack.addWidget(view)
            layout = self._controls.layout()
            assert layout is not None
            layout.addWidget(view.controls)
        return self._views[kind]

    # -- showing -------------------------------------------------------------------------------------------------

    def _take(self, result: object) -> None:
        """Show predictions that were measured, unless the run is another by now."""
        assert isinstance(result, tuple)
        predicted, names, measured = result
        assert isinstance(predicted, Predicted)
        if predicted is not self._session.run.predictions:
            return
        view = self._view_of(predicted.kind)
        assert view is not None
        if not len(predicted.images):
            self._shown = predicted
            self._show_empty()
            return
        view.show_predictions(predicted, names, measured)
        self._shown = predicted
        self._stack.setCurrentWidget(view)
        for each in self._views.values():
            each.controls.setVisible(each is view)
        self._show_headline()
        self._show_state()

    def _refuse(self, text: str) -> None:
        self._shown = self._session.run.predictions
        self._stack.setCurrentWidget(self._empty)
        self._empty.say(text, self.tr("Train again to see what the network predicts."))
        self._show_state()

    def _show_headline(self) -> None:
        view, predicted = self.view, self._shown
        if view is None or predicted is None:
            return
        headline, source = view.headline(), self._source_text(predicted)
        self._figure.setText(headline.figure)
        self._meaning.setText(headline.meaning)
        self._source.setText(source)
        for label in (self._meaning, self._source):
            label.setToolTip(f"{headline.meaning}\n{source}")
        view.setAccessibleName(f"{headline.figure} {headline.meaning}. {source}")

    def _source_text(self, predicted: Predicted) -> str:
        """Which images, and with which weights."""
        count, total, epoch, step = len(predicted.images), predicted.total, predicted.epoch, predicted.step
        images = {
            "test": self.tr("{0} test images"),
            "val": self.tr("{0} validation images"),
            "train": self.tr("{0} training images"),
        }.get(predicted.part, self.tr("{0} images"))
        text = images.format(whole_number(count))
        if count < total:
            text = images.format(self.tr("{0} of {1}").format(whole_number(count), whole_number(total)))
        if predicted.part == "test" and not step:
            best = self.tr("{0}, best weights (epoch {1})") if epoch else self.tr("{0}, best weights")
            return best.format(text, epoch)
        return self.tr("{0}, epoch {1}, batch {2}").format(text, epoch, whole_number(step))

    def _show_empty(self) -> None:
        self._stack.setCurrentWidget(self._empty)
        if self._shown is not None:
            more = self.tr("The data have no test images. Give them some in the data.")
            self._empty.say(self.tr("No image was predicted"), more)
        elif self._session.active:
            more = self.tr("Predict now shows validation images as the network sees them; test images follow at the end.")
            self._empty.say(self.tr("Still learning"), more)
        else:
            more = self.tr("Train a network: at the end, the test images show here what it gets right and wrong.")
            self._empty.say(self.tr("No predictions yet"), more)

    def _show_state(self) -> None:
        """Enable the button while there is a training to ask."""
        possible = self._session.can_predict
        if not self._session.active:
            self._waiting = False
        # Not disabled while it waits: that would move the keyboard's focus to another part of the window.
        self._ask.setEnabled(possible or (self._waiting and self._session.active))
        self._ask.setText(" " + (self.tr("Predicting…") if self._waiting else self.tr("Predict now")))
        self._ask.setVisible(self._session.active)
        tip = self.tr("Predict validation images with the weights as they are; what is learned does not change")
        self._ask.setToolTip(tip if possible else self.tr("Possible while a training runs or is paused"))
        for part in (self._figure, self._meaning, self._source, self._controls):
            part.setVisible(self.view is not None)
        if self._session.run.predictions is None:
            self._show_empty()

    def _ask_now(self) -> None:
        if not self._waiting and self._session.predict():
            self._waiting = True
            self._show_state()

    def _take_answer(self, _predicted: object) -> None:
        self._waiting = False
        self.refresh()
