"""The recipe of the project as a form; while a training runs, its learning rate."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QLabel, QLineEdit, QVBoxLayout, QWidget

from backend.protocol.recipe import LOSSES, Recipe, defaults_for
from builder.common.fields import FieldError
from builder.model.project import Project
from gui.common.theme import SPACE
from gui.forms.field_form import FieldForm, title_of
from gui.forms.value_editors import Choice
from gui.model.workspace import Workspace
from gui.training.training_session import TrainingSession

REST_MS = 600
"""How long a new learning rate must stay the same before it is sent to the running training."""


def recipe_of(project: Project) -> Recipe:
    """The project's recipe, or the default for its data; raises FieldError for a record that is no recipe."""
    return Recipe(**project.recipe) if project.recipe else defaults_for(str(project.data.get("name", "digits")))


class RecipeBox(QWidget):
    """A form whose edits are changes of the project; a new optimiser brings its usual learning rate."""

    def __init__(self, workspace: Workspace, session: TrainingSession, parent: QWidget | None = None) -> None:
        """A form for the recipe of `workspace`, or of the training in `session`."""
        super().__init__(parent)
        self.setObjectName("recipeForm")
        self.setAccessibleName(self.tr("Recipe"))
        self._workspace, self._session = workspace, session
        self._form = FieldForm(Recipe, parent=self, columns=2)
        self._remark = QLabel(self.tr("While it trains, only the learning rate can be changed; it takes effect at once."))
        self._remark.setWordWrap(True)
        self._remark.setProperty("role", "caption")
        self._rate_timer = QTimer(self)
        self._rate_timer.setSingleShot(True)
        self._rate_timer.setInterval(REST_MS)
        self._rate_timer.timeout.connect(self._send_rate)
        self._pending: float | None = None
        self._marks = 0
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(SPACE)
        layout.addWidget(self._form)
        layout.addWidget(self._remark)
        layout.addStretch(1)
        self._form.edited.connect(self._take)
        workspace.changed.connect(self.refresh)
        workspace.reset.connect(self.refresh)
        session.state_changed.connect(self.refresh)
        session.updated.connect(self._follow_rate)
        rate = self._form.editor("learning_rate")
        assert isinstance(rate, QLineEdit)
        rate.returnPressed.connect(self._send_rate)
        rate.editingFinished.connect(self._send_rate)
        self.refresh()

    def refresh(self) -> None:
        """Show the recipe of the running training, else that of the project."""
        active = self._session.active
        self._remark.setVisible(active)
        for name in self._form.names:
            self._form.editor(name).setEnabled(not active or name == "learning_rate")
        if active and self._session.run.recipe is not None:
            rates = [mark.value for mark in self._session.history.marks if mark.kind == "learning_rate" and mark.value]
            rate = rates[-1] if rates else self._session.run.recipe.learning_rate
            if self._pending is None:
                self._form.set_value(self._session.run.recipe.with_values(learning_rate=rate))
            self._offer_losses()
            return
        try:
            self._form.set_value(recipe_of(self._workspace.project))
        except FieldError as error:
            self._form.set_value(Recipe())
            self._form.refuse(error)
        self._offer_losses()

    def _offer_losses(self) -> None:
        """Offer the losses that suit the task; all of them while there is none."""
        task, editor = self._workspace.project.task, self._form.editor("loss")
        assert isinstance(editor, Choice)
        editor.offer(tuple(LOSSES) if task is None else task.target.losses)

    def _follow_rate(self) -> None:
        """Show a learning rate that the training has taken over."""
        count = len(self._session.history.marks)
        if count != self._marks:
            self._marks = count
            self.refresh()

    def _take(self, name: str, value: object) -> None:
        if self._session.active:
            self._pending = float(value) if isinstance(value, int | float) else None
            self._rate_timer.start()
            return
        recipe = self._form.value()
        if name == "optimizer" and isinstance(recipe, Recipe):
            recipe = recipe.with_optimizer(str(value))
        label = self.tr("Change {0}").format(title_of(name, Recipe.params()[name]).lower())
        self._workspace.apply(label, lambda project: replace(project, recipe=recipe.record()), merge=f"recipe.{name}")

    def _send_rate(self) -> None:
        rate, self._pending = self._pending, None
        self._rate_timer.stop()
        if rate is not None and self._session.active:
            self._session.set_learning_rate(rate)
