"""The viewport controller on a bare QGraphicsView."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint
from PySide6.QtWidgets import QGraphicsView
from pytestqt.qtbot import QtBot

from builder.model.graph import Port
from builder.model.project import Project
from gui.canvas.scene import CanvasScene
from gui.canvas.viewport import LARGEST_SCALE, SMALLEST_SCALE, ViewportController
from gui.common.theme import dark, light
from gui.model.workspace import Workspace
from tests.gui.canvas.conftest import plain


@pytest.fixture
def viewport(qtbot: QtBot) -> ViewportController:
    """The plain network in a view of Qt's own."""
    view = QGraphicsView()
    qtbot.addWidget(view)
    view.resize(800, 600)
    return ViewportController(view, CanvasScene(Workspace(Project(graph=plain())), view))


def test_the_point_that_is_zoomed_at_stays_where_it_is(viewport: ViewportController) -> None:
    viewport.fit()
    at = QPoint(200, 450)
    before = viewport.to_scene(at)
    viewport.zoom_to(1.7, at)
    gap = (viewport.to_scene(at) - before) * viewport.scale
    assert max(abs(gap.x()), abs(gap.y())) < 1.5


def test_zoom_stops_at_its_ends_and_is_told(viewport: ViewportController) -> None:
    scales: list[float] = []
    viewport.zoomed.connect(scales.append)
    viewport.zoom_to(1000)
    viewport.zoom_to(0)
    assert scales == [LARGEST_SCALE, SMALLEST_SCALE]
    assert viewport.scale == SMALLEST_SCALE


def test_what_was_framed_is_framed_again_until_someone_moves(viewport: ViewportController) -> None:
    viewport.fit()
    assert viewport.is_framed()
    viewport.view.resize(400, 900)
    viewport.frame_again()
    seen = viewport.visible_rect()
    assert all(seen.contains(item.card) for item in viewport.board.blocks.values())
    viewport.scroll_by(QPoint(5, 0))
    assert not viewport.is_framed()


def test_points_go_to_the_scene_and_back(viewport: ViewportController) -> None:
    viewport.zoom_to(0.8)
    at = QPoint(123, 45)
    assert (viewport.from_scene(viewport.to_scene(at)) - at).manhattanLength() <= 1


def test_a_reach_is_bounded_from_afar(viewport: ViewportController) -> None:
    viewport.zoom_to(1.0)
    assert viewport.reach(10) == pytest.approx(10)
    viewport.zoom_to(0.04)
    assert viewport.reach(10) == 20


def test_the_ground_follows_theme_and_zoom(viewport: ViewportController) -> None:
    viewport.zoom_to(1.0)
    viewport.set_theme(light())
    near = viewport.view.backgroundBrush()
    viewport.zoom_to(0.1)
    far = viewport.view.backgroundBrush()
    assert not near.texture().isNull()
    assert far.texture().isNull()
    assert far.color() == light().canvas
    viewport.set_theme(dark())
    assert viewport.view.backgroundBrush().color() == dark().canvas


def test_the_chosen_wire_of_the_board_that_is_shown_is_told(viewport: ViewportController) -> None:
    chosen: list[Port | None] = []
    viewport.wire_chosen.connect(chosen.append)
    first, target = viewport.board, sorted(viewport.board.wires)[0]
    second = CanvasScene(first.workspace, viewport.view)
    first.choose_wire(target)
    viewport.show_board(second)
    first.choose_wire(None)
    second.choose_wire(target)
    second.choose_wire(target)
    assert chosen == [target, target]
