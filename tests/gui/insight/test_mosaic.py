"""The picture of all maps: where each tile lies, and which colours it has."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import QRect, QSize

from gui.insight.mosaic import CAPTION, best_grid, mosaic_image, spans
from gui.plots.colours import LEVELS, diverging, grey

SIDES = st.integers(1, 64)


@pytest.mark.slow
@given(st.integers(1, 200), SIDES, SIDES, st.integers(60, 1500), st.integers(40, 600), st.integers(1, 8))
def test_tiles_lie_apart_and_inside(count: int, height: int, width: int, wide: int, high: int, group: int) -> None:
    grid = best_grid((count, height, width), QSize(wide, high), group)
    whole = QRect(0, 0, grid.size.width(), grid.size.height())
    seen = [grid.rect(index) for index in range(count)]
    assert all(whole.contains(rect.adjusted(0, 0, 0, CAPTION)) for rect in seen)
    places = {(rect.left(), rect.top()) for rect in seen}
    assert len(places) == count
    first = seen[0]
    for rect in seen[1:]:
        assert not rect.intersects(first)


@given(st.integers(1, 60), SIDES, SIDES, st.data())
def test_a_point_leads_back_to_its_value(count: int, height: int, width: int, data: st.DataObject) -> None:
    grid = best_grid((count, height, width), QSize(900, 300))
    index = data.draw(st.integers(0, count - 1))
    rect = grid.rect(index)
    assert grid.at(rect.topLeft()) == (index, 0, 0)
    _, row, column = grid.at(rect.bottomRight())
    assert (row, column) == ((rect.height() - 1) * grid.stride // grid.scale, (rect.width() - 1) * grid.stride // grid.scale)
    assert grid.at(rect.topLeft() - rect.bottomRight() - rect.bottomRight()) is None


def test_filters_of_several_channels_share_a_row() -> None:
    grid = best_grid((48, 5, 5), QSize(700, 300), 6)
    assert grid.columns % 6 == 0


def test_least_and_greatest_get_the_ends_of_the_scale() -> None:
    maps = np.array([[[0.0, 1.0], [0.5, 0.25]], [[0.0, 0.0], [0.0, 0.5]]], np.float32)
    grid = best_grid(maps.shape, QSize(400, 200))
    image = mosaic_image(maps, grid, grey(), 0xFF00FF00)

    def shade(index: int, row: int, column: int) -> int:
        corner = grid.rect(index).topLeft()
        return image.pixelColor(corner.x() + column * grid.scale, corner.y() + row * grid.scale).red()

    assert (shade(0, 0, 0), shade(0, 0, 1)) == (0, 255)
    assert abs(shade(1, 1, 1) - 127) <= 1
    assert image.pixelColor(0, 0).name() == "#00ff00"
    own = mosaic_image(maps, grid, grey(), 0xFF00FF00, each=True)
    corner = grid.rect(1).topLeft()
    assert own.pixelColor(corner.x() + grid.scale, corner.y() + grid.scale).red() == 255


def test_zero_is_the_middle_when_there_are_negatives() -> None:
    low, high = spans(np.array([[[-1.0, 3.0]]], np.float32), each=False)
    assert (low.item(), high.item()) == (-3.0, 3.0)


def test_values_that_are_no_numbers_do_no_harm() -> None:
    maps = np.array([[[np.nan, np.inf], [-np.inf, 1.0]]], np.float32)
    grid = best_grid(maps.shape, QSize(300, 200))
    assert not mosaic_image(maps, grid, diverging(True), 0).isNull()


def test_the_colour_tables_are_full() -> None:
    for table in (grey(), diverging(True), diverging(False)):
        assert len(table) == LEVELS
        assert len(set(table)) > 200
