"""The table of scores in little room and in much: names give way, and nothing but them."""

from __future__ import annotations

import numpy as np
import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from gui.insight.predictions.score_table import LEAST_WIDTH, TIGHT_NAME, ScoreColumn, ScoreTable


@pytest.fixture
def table(qtbot: QtBot) -> ScoreTable:
    made = ScoreTable("scores", "Scores")
    qtbot.addWidget(made)
    columns = [
        ScoreColumn("Images", "how many", "", np.array([3, 1234])),
        ScoreColumn("F1", "how good", "f1", np.array([np.nan, 0.5])),
        ScoreColumn("PSNR", "how near", "psnr", np.array([20.0, 10.0])),
    ]
    made.show_scores("Class", ("first", "a second one"), columns)
    made.show()
    return made


def test_names_take_what_is_left_and_give_way(table: ScoreTable, qapp: QApplication) -> None:
    header = table.horizontalHeader()
    table.resize(600, 120)
    qapp.processEvents()
    assert header.length() == table.viewport().width()
    table.resize(LEAST_WIDTH, 120)
    qapp.processEvents()
    assert header.sectionSize(0) == TIGHT_NAME
    assert table.minimumSizeHint().width() <= LEAST_WIDTH
    table.resize(table.wanted_width + 20, 120)
    qapp.processEvents()
    assert header.length() == table.viewport().width()


def test_values_are_written_in_their_form_and_sorted_by_their_size(table: ScoreTable) -> None:
    model = table.model()

    def rows() -> list[list[str]]:
        return [[model.index(row, column).data() for column in range(4)] for row in range(2)]

    assert rows() == [["first", "3", "–", "20.00 dB"], ["a second one", "1,234", "50.00%", "10.00 dB"]]
    table.sortByColumn(1, Qt.SortOrder.DescendingOrder)
    assert rows()[0][0] == "a second one"
    table.sortByColumn(2, Qt.SortOrder.AscendingOrder)
    assert rows()[0][0] == "first"
    assert model.index(0, 2).data(Qt.ItemDataRole.ToolTipRole) == "how good"
