"""The scene: an observer that keeps one item for each block and each wire of the graph. It re-reads; it never writes."""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtCore import QObject, QRectF, QTimer
from PySide6.QtWidgets import QGraphicsScene

from builder.analysis import Analysis
from builder.diff import diff
from builder.graph import Graph, Port, Position
from builder.layout import BLOCK_HEIGHT, BLOCK_WIDTH
from builder.project import Project
from gui.canvas.block_item import BlockItem
from gui.canvas.geometry import HALF_HEIGHT, HALF_WIDTH, Router
from gui.canvas.looks import Sight, by_block, wires_on
from gui.canvas.painting import Cards, Level, Look, ratio_for
from gui.canvas.wire_item import WireItem
from gui.canvas.words import problem_texts, words_of
from gui.theme import Theme
from gui.workspace import Workspace

ROOM = 4000.0
"""How far beyond the outermost blocks one can scroll, in scene units."""

SETTLE_MS = 60
"""How long a zoom rests before the pictures are made sharp for it."""


class CanvasScene(QGraphicsScene):
    """Shows the workspace's graph. `blocks` holds items by block id, `wires` by the port they run into."""

    def __init__(self, workspace: Workspace, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.workspace = workspace
        self.blocks: dict[int, BlockItem] = {}
        self.wires: dict[Port, WireItem] = {}
        self.cards = Cards(Theme.current())
        self.sight = Sight()
        self._scale = 1.0
        self._stale: set[int] = set()
        self._settle = QTimer(self)
        self._settle.setSingleShot(True)
        self._settle.setInterval(SETTLE_MS)
        self._settle.timeout.connect(self.sharpen)
        workspace.changed.connect(self._on_changed)
        workspace.reset.connect(self.rebuild)
        workspace.analysed.connect(self._on_analysed)
        workspace.selected.connect(self._on_selected)
        self.rebuild()

    @property
    def graph(self) -> Graph:
        """The graph that is shown."""
        return self.sight.graph

    @property
    def level(self) -> Level:
        """How much of blocks is drawn."""
        return self.cards.level

    # -- following the document -----------------------------------------------------------------------------------

    def rebuild(self) -> None:
        """Begin again with the workspace's graph."""
        self._apply(Graph())
        self.sight = Sight(active=self.sight.active, selection=self.workspace.selection)
        self._apply(self.workspace.graph)
        self._on_analysed(self.workspace.analysis)

    def _on_changed(self, old: Project, new: Project) -> None:
        self._apply(new.graph)

    def _apply(self, new: Graph) -> None:
        """Turn the items of the graph shown into those of `new`."""
        old, change = self.graph, diff(self.graph, new)
        if not change:
            self.sight.graph = new
            return
        touched = {*change.added, *change.removed, *change.changed, *change.moved}
        for graph, targets in ((old, change.wires_removed), (new, change.wires_added)):
            touched |= {target.block for target in targets} | {graph.wires[target].block for target in targets}
        self.sight.graph = new
        for target in change.wires_removed:
            self._drop_wire(target)
        for id in change.removed:
            self.removeItem(self.blocks.pop(id))
        for id in change.added:
            self._add_block(id)
        for id in {*change.added, *change.moved}:
            self.blocks[id].setPos(*new.positions.get(id, (0.0, 0.0)))
        for target in change.wires_added:
            self._add_wire(target, new.wires[target])
        self.sight.focused = self.sight.focused if self.sight.focused in self.blocks else None
        self.sight.chosen = self.sight.chosen if self.sight.chosen in self.wires else None
        self._stale |= touched
        self.route(touched, long_ones=True)
        self.setSceneRect(self.blocks_rect().adjusted(-ROOM, -ROOM, ROOM, ROOM))

    def _add_block(self, id: int) -> None:
        item = BlockItem(id, Look(self.graph.blocks[id].layer.category))
        item.dress(self.cards)
        self.blocks[id] = item
        self.addItem(item)

    def _add_wire(self, target: Port, source: Port) -> None:
        item = WireItem(source, target)
        item.dress(self.cards)
        self.wires[target] = item
        self.addItem(item)
        self.addItem(item.label)

    def _drop_wire(self, target: Port) -> None:
        item = self.wires.pop(target)
        self.removeItem(item.label)
        self.removeItem(item)

    # -- following analysis and selection ---------------------------------------------------------------------------

    def _on_analysed(self, analysis: Analysis) -> None:
        sight, stale = self.sight, self._stale & self.blocks.keys()
        before, problems = sight.analysis.blocks, by_block(analysis)
        stale |= {id for id in self.blocks if analysis.blocks.get(id) is not before.get(id)}
        stale |= {id for id in self.blocks if id in problems or id in sight.problems}
        sight.analysis, sight.problems = analysis, problems
        self._stale = set()
        self.refresh(stale)

    def _on_selected(self, ids: frozenset[int]) -> None:
        sight = self.sight
        changed = sight.selection ^ ids
        sight.selection = ids
        if sight.focused not in ids:
            changed |= {id for id in (sight.focused,) if id is not None}
            sight.focused = next(iter(ids)) if len(ids) == 1 else None
        self.refresh(changed & self.blocks.keys())

    def refresh(self, ids: Iterable[int]) -> None:
        """Let blocks and the wires on them show what the workspace says of them."""
        wires: set[Port] = set()
        for id in ids:
            item = self.blocks[id]
            item.show_look(self.sight.block(id), words_of(self.graph, self.sight.analysis, id), self.cards)
            item.setToolTip(problem_texts(self.sight.problems.get(id, ())))
            wires.update(wires_on(self.graph, id))
        self._refresh_wires(wires)

    def _refresh_wires(self, targets: Iterable[Port | None]) -> None:
        for target in targets:
            wire = self.wires.get(target) if target is not None else None
            if wire is not None:
                wire.show_look(self.sight.wire(wire.target, wire.source), self.cards)

    # -- following the view -------------------------------------------------------------------------------------------

    def set_scale(self, scale: float) -> None:
        """Draw what a zoom of `scale` (device pixels a scene unit) can show; sharp as soon as the zoom rests."""
        self._scale = scale
        if Level.at(scale) is self.level:
            self._settle.start()
        else:
            self.sharpen()

    def sharpen(self) -> None:
        """Make all pictures for the zoom as it is now."""
        self._settle.stop()
        level, ratio = Level.at(self._scale), ratio_for(self._scale)
        if (level, ratio) != (self.cards.level, self.cards.ratio):
            self._dress(Cards(self.cards.theme, level, ratio))

    def set_theme(self, theme: Theme) -> None:
        """Take the colours of `theme`."""
        if theme != self.cards.theme:
            self._dress(Cards(theme, self.cards.level, self.cards.ratio))

    def _dress(self, cards: Cards) -> None:
        self.cards = cards
        for block in self.blocks.values():
            block.dress(cards)
        for wire in self.wires.values():
            wire.dress(cards)

    # -- for gestures -----------------------------------------------------------------------------------------------

    def route(self, ids: Iterable[int], *, long_ones: bool = False) -> None:
        """Lead the wires on some blocks, and with `long_ones` those that may pass them, from where blocks stand now."""
        targets = {target for id in ids if id in self.graph.blocks for target in wires_on(self.graph, id)}
        if long_ones:
            targets.update(target for target, wire in self.wires.items() if wire.route is None or wire.route.is_long)
        if targets:
            labels = [wire.label.pos() for target, wire in self.wires.items() if target not in targets]
            for target, route in Router(self.graph, self.centres(), labels).routes(targets).items():
                self.wires[target].follow(route)

    def centres(self) -> dict[int, Position]:
        """Where blocks stand now, also while they are dragged."""
        return {id: item.centre for id, item in self.blocks.items()}

    def focus_block(self, id: int | None) -> None:
        """Mark the block that the keyboard acts on."""
        before, self.sight.focused = self.sight.focused, id
        self.refresh([id for id in self.blocks if id in (before, self.sight.focused)])

    def set_active(self, active: bool) -> None:
        """Say whether the canvas has the keyboard; the focused block shows it."""
        self.sight.active = active
        self.refresh([id for id in self.blocks if id == self.sight.focused])

    def choose_wire(self, target: Port | None) -> None:
        """Mark the wire that Delete removes."""
        before, self.sight.chosen = self.sight.chosen, target
        self._refresh_wires({before, target})

    def light_wire(self, target: Port | None) -> None:
        """Light the wire that a drop would be put in."""
        before, self.sight.lit = self.sight.lit, target
        self._refresh_wires({before, target})

    def blocks_rect(self) -> QRectF:
        """What all cards cover together; empty when there is none."""
        places = list(self.centres().values())
        if not places:
            return QRectF()
        xs, ys = [x for x, _ in places], [y for _, y in places]
        left, top = min(xs) - HALF_WIDTH, min(ys) - HALF_HEIGHT
        return QRectF(left, top, max(xs) - min(xs) + BLOCK_WIDTH, max(ys) - min(ys) + BLOCK_HEIGHT)
