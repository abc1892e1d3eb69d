"""Editors and forms: what is typed, spun and chosen becomes a valid value, or words that say why not."""

from __future__ import annotations

from typing import Literal

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QScrollArea, QSpinBox, QToolButton

from builder.common.fields import FieldError, Fields, Pair, param
from builder.layers import LAYERS
from builder.layers.base import Category
from gui.forms.compound_editors import PairInput, Variant
from gui.forms.field_form import FieldForm
from gui.forms.value_editors import Choice, Flag, Number, Numbers, Text, Whole


class Record(Fields):
    count: int = param(6, low=1, high=100, doc="How many.")
    pair: Pair = param((3, 3), low=1)
    border: Pair | Literal["same", "valid"] = param((0, 0), low=0)
    step: Pair | None = param(None, low=1)
    flag: bool = param(True)
    rate: float = param(0.5, above=0, high=1)
    sizes: tuple[int, ...] = param((1, 28, 28), low=1)
    mean: tuple[float, ...] | None = param(None)
    mode: Literal["zeros", "reflect"] = param("zeros", advanced=True)
    label: str = param("a", advanced=True)


@pytest.fixture
def form(qtbot) -> FieldForm:
    made = FieldForm(Record)
    qtbot.addWidget(made)
    made.set_value(Record())
    made.show()
    made.edits = []
    made.edited.connect(lambda name, value: made.edits.append((name, value)))
    return made


def test_each_type_has_its_editor(form: FieldForm) -> None:
    kinds = {name: type(form.editor(name)) for name in form.names}
    assert kinds == {
        "count": Whole,
        "pair": PairInput,
        "border": Variant,
        "step": Variant,
        "flag": Flag,
        "rate": Number,
        "sizes": Numbers,
        "mean": Variant,
        "mode": Choice,
        "label": Text,
    }
    assert all(form.editor(name).accessibleName() for name in form.names)


def test_a_number_is_typed(form: FieldForm, qtbot) -> None:
    box = form.editor("count")
    box.setFocus()
    box.selectAll()
    qtbot.keyClicks(box, "12")
    assert form.edits[-1] == ("count", 12)
    assert form.value() == Record(count=12)


def test_what_cannot_be_is_said_in_place_and_goes_when_mended(form: FieldForm, qtbot) -> None:
    box = form.editor("count")
    box.selectAll()
    qtbot.keyClicks(box, "0")
    assert form.error("count") == "Must be at least 1, not 0."
    assert form.edits == []
    assert form.value() == Record()
    assert box.property("invalid") is True
    qtbot.keyClick(box, Qt.Key.Key_Up)
    assert form.error("count") == ""
    assert form.edits == [("count", 1)]


def test_the_error_is_scrolled_into_sight(form: FieldForm, qtbot) -> None:
    area = QScrollArea()
    qtbot.addWidget(area)
    area.setWidgetResizable(True)
    area.setWidget(form)
    area.resize(320, 60)
    area.show()
    area.ensureWidgetVisible(form.editor("rate"), 0, 0)
    form.refuse(FieldError("Record", "rate", 2.0, "at most 1"))
    label = form.findChild(QLabel, "error.rate")
    qtbot.waitUntil(lambda: label.visibleRegion().boundingRect() == label.rect(), timeout=2000)
    area.takeWidget()


def test_arrows_stay_within_the_bounds(form: FieldForm, qtbot) -> None:
    form.set_value(Record(count=100))
    qtbot.keyClick(form.editor("count"), Qt.Key.Key_Up)
    assert form.value().count == 100
    assert form.error("count") == ""


def test_a_pair_is_linked_while_equal_and_free_when_unlinked(form: FieldForm, qtbot) -> None:
    pair = form.editor("pair")
    height, width = pair.findChildren(QSpinBox)
    height.selectAll()
    qtbot.keyClicks(height, "5")
    assert form.value().pair == (5, 5)
    qtbot.mouseClick(pair.findChild(QToolButton, "link"), Qt.MouseButton.LeftButton)
    width.selectAll()
    qtbot.keyClicks(width, "7")
    assert form.value().pair == (5, 7)
    assert (height.accessibleName(), width.accessibleName()) == ("Pair, height", "Pair, width")


def test_an_unequal_pair_arrives_unlinked(form: FieldForm) -> None:
    form.set_value(Record(pair=(3, 5)))
    assert not form.editor("pair").findChild(QToolButton, "link").isChecked()


def test_a_word_or_numbers(form: FieldForm, qtbot) -> None:
    border = form.editor("border")
    mode = border.findChild(Choice)
    mode.setFocus()
    qtbot.keyClick(mode, Qt.Key.Key_Down)
    assert form.value().border == "same"
    assert not border.findChild(PairInput).isVisible()
    qtbot.keyClick(mode, Qt.Key.Key_Up)
    assert form.value().border == (0, 0)
    assert border.findChild(PairInput).isVisible()


def test_auto_and_back(form: FieldForm, qtbot) -> None:
    step = form.editor("step")
    mode = step.findChild(Choice)
    assert mode.currentText() == "auto"
    qtbot.keyClick(mode, Qt.Key.Key_Up)
    assert form.value().step == (1, 1)
    qtbot.keyClick(mode, Qt.Key.Key_Down)
    assert form.value().step is None


def test_a_fraction_is_typed_in_any_notation_and_stepped(form: FieldForm, qtbot) -> None:
    rate = form.editor("rate")
    rate.selectAll()
    qtbot.keyClicks(rate, "1e-3")
    assert form.value().rate == 0.001
    assert rate.text() == "1e-3"
    qtbot.keyClick(rate, Qt.Key.Key_Up)
    assert form.value().rate == pytest.approx(0.0011)
    rate.selectAll()
    qtbot.keyClicks(rate, "fast")
    assert "Type a number" in form.error("rate")
    rate.selectAll()
    qtbot.keyClicks(rate, "2")
    assert form.error("rate") == "Must be at most 1, not 2.0."


def test_a_list_of_sizes(form: FieldForm, qtbot) -> None:
    sizes = form.editor("sizes")
    assert sizes.text() == "1, 28, 28"
    sizes.selectAll()
    qtbot.keyClicks(sizes, "3x32x32")
    assert form.value().sizes == (3, 32, 32)
    sizes.selectAll()
    qtbot.keyClicks(sizes, "3, many")
    assert "commas" in form.error("sizes")


def test_yes_or_no(form: FieldForm, qtbot) -> None:
    qtbot.keyClick(form.editor("flag"), Qt.Key.Key_Space)
    assert form.edits == [("flag", False)]


def test_advanced_fields_are_folded(form: FieldForm, qtbot) -> None:
    assert not form.editor("mode").isVisible()
    qtbot.mouseClick(form.findChild(QToolButton, "more"), Qt.MouseButton.LeftButton)
    assert form.editor("mode").isVisible()


def test_showing_a_value_reports_nothing(form: FieldForm) -> None:
    form.set_value(Record(count=9, pair=(2, 4), border="valid", step=(2, 2), flag=False, rate=0.25, sizes=(5,), mean=(0.5,)))
    assert form.edits == []
    assert form.editor("step").value() == (2, 2)
    assert form.editor("mean").value() == (0.5,)


def test_mixed_values_are_shown_as_such_and_set_by_the_first_edit(form: FieldForm, qtbot) -> None:
    form.set_value(Record(), mixed={"count", "flag", "mode", "pair", "rate"})
    assert form.editor("count").lineEdit().text() == ""
    assert form.editor("flag").checkState() is Qt.CheckState.PartiallyChecked
    assert form.editor("mode").currentIndex() == -1
    qtbot.keyClicks(form.editor("count"), "8")
    assert form.edits == [("count", 8)]


def test_scrolling_past_changes_nothing(form: FieldForm) -> None:
    box = form.editor("count")
    form.editor("rate").setFocus()
    QTest.qWait(0)
    from PySide6.QtCore import QPoint, QPointF
    from PySide6.QtGui import QWheelEvent
    from PySide6.QtWidgets import QApplication

    turn = QWheelEvent(
        QPointF(5, 5),
        box.mapToGlobal(QPointF(5, 5)),
        QPoint(),
        QPoint(0, 120),
        Qt.MouseButton.NoButton,
        Qt.KeyboardModifier.NoModifier,
        Qt.ScrollPhase.NoScrollPhase,
        False,
    )
    QApplication.sendEvent(box, turn)
    assert box.value() == 6


@pytest.mark.parametrize("family", sorted({kind.category for kind in LAYERS.values()}))
def test_every_layer_has_a_form_that_shows_its_values(family: Category, qtbot) -> None:
    for kind in (kind for kind in LAYERS.values() if kind.category is family):
        made = FieldForm(kind)
        qtbot.addWidget(made)
        made.set_value(kind())
        for name in made.names:
            assert made.editor(name).value() == getattr(kind(), name), (kind, name)
