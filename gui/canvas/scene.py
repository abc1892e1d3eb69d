"""The scene: an observer that keeps one item for each block and each wire of the graph. It re-reads; it never writes."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping

from PySide6.QtCore import QObject, QRectF
from PySide6.QtWidgets import QGraphicsScene

from builder.analysis import Analysis
from builder.diff import diff
from builder.graph import Graph, Port, Position
from builder.problems import Problem
from builder.project import Project
from gui.canvas.block_item import BlockItem, fonts
from gui.canvas.geometry import Router
from gui.canvas.painting import Cards, Level, Look, ratio_for
from gui.canvas.wire_item import WireItem, WireLook
from gui.canvas.words import problem_texts, words_of
from gui.theme import Theme
from gui.workspace import Workspace

ROOM = 4000.0
"""How far beyond the outermost blocks one can scroll, in scene units."""


class CanvasScene(QGraphicsScene):
    """Shows the workspace's graph. `blocks` holds items by block id, `wires` by the port they run into."""

    def __init__(self, workspace: Workspace, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.workspace = workspace
        self.graph = Graph()
        self.blocks: dict[int, BlockItem] = {}
        self.wires: dict[Port, WireItem] = {}
        self.level, self.ratio = Level.FULL, 1.0
        self.cards = Cards(Theme.current())
        self.focused: int | None = None
        self.active = False
        self.chosen_wire: Port | None = None
        self._lit: Port | None = None
        self._problems: Mapping[int, list[Problem]] = {}
        self._fonts = fonts()
        workspace.changed.connect(self._on_changed)
        workspace.reset.connect(self.rebuild)
        workspace.analysed.connect(self._on_analysed)
        workspace.selected.connect(self._on_selected)
        self.rebuild()
        self._on_analysed(workspace.analysis)

    # -- following the document -----------------------------------------------------------------------------------

    def rebuild(self) -> None:
        """Begin again with the workspace's graph."""
        self.focused = self.chosen_wire = self._lit = None
        self._apply(self.graph, Graph())
        self._apply(self.graph, self.workspace.graph)

    def _on_changed(self, old: Project, new: Project) -> None:
        self._apply(self.graph, new.graph)

    def _apply(self, old: Graph, new: Graph) -> None:
        """Turn the items of `old` into those of `new`."""
        change = diff(old, new)
        self.graph = new
        for target in change.wires_removed:
            self._drop_wire(target)
        for id in change.removed:
            self._drop_block(id)
        for id in change.added:
            self._add_block(id)
        for id in {*change.added, *change.moved}:
            self.blocks[id].setPos(*new.positions.get(id, (0.0, 0.0)))
        for target in change.wires_added:
            self._add_wire(target, new.wires[target])
        if self.focused not in self.blocks:
            self.focused = None
        if self.chosen_wire not in self.wires:
            self.chosen_wire = None
        self.route()
        self.setSceneRect(self.blocks_rect().adjusted(-ROOM, -ROOM, ROOM, ROOM))

    def _add_block(self, id: int) -> None:
        item = BlockItem(id, Look(self.graph.blocks[id].layer.category))
        item.dress(self.cards, self.level, self.ratio, self._fonts)
        self.blocks[id] = item
        self.addItem(item)

    def _drop_block(self, id: int) -> None:
        self.removeItem(self.blocks[id])
        del self.blocks[id]

    def _add_wire(self, target: Port, source: Port) -> None:
        if target in self.wires:
            self._drop_wire(target)
        item = WireItem(source, target)
        item.dress(self.cards.theme, self.level)
        self.wires[target] = item
        self.addItem(item)
        self.addItem(item.label)

    def _drop_wire(self, target: Port) -> None:
        item = self.wires.pop(target)
        self.removeItem(item.label)
        self.removeItem(item)

    # -- following analysis, selection and view --------------------------------------------------------------------

    def _on_analysed(self, analysis: Analysis) -> None:
        problems: dict[int, list[Problem]] = defaultdict(list)
        for problem in analysis.problems:
            if problem.block is not None:
                problems[problem.block].append(problem)
        self._problems = problems
        self.refresh()

    def _on_selected(self, ids: frozenset[int]) -> None:
        if self.focused not in ids:
            self.focused = next(iter(ids)) if len(ids) == 1 else None
        self.refresh()

    def refresh(self, ids: Iterable[int] | None = None) -> None:
        """Let blocks (all without `ids`) and all wires show what the workspace says of them."""
        for id in self.blocks if ids is None else ids:
            item = self.blocks[id]
            words = words_of(self.graph, self.workspace.analysis, id)
            item.show_look(self._look(id), words, self.cards, self.level, self.ratio)
            item.setToolTip(problem_texts(self._problems.get(id, ())))
        for target, wire in self.wires.items():
            wire.show_look(self._wire_look(target, wire.source), self.cards.theme, self.level)

    def _look(self, id: int) -> Look:
        graph, layer, selection = self.graph, self.graph.blocks[id].layer, self.workspace.selection
        fed = {graph.wires[port] for port in graph.fanout.get(id, ())}
        problems = self._problems.get(id, ())
        errors = sum(problem.is_error for problem in problems)
        return Look(
            layer.category,
            inputs=tuple(port in graph.wires for port in graph.input_ports(id)),
            outputs=tuple(Port(id, index) in fed for index in range(len(layer.output_names))),
            free=layer.variadic,
            selected=id in selection,
            focused=self.active and id == self.focused,
            errors=errors,
            warnings=len(problems) - errors,
            unknown=layer.category == "unknown",
        )

    def _wire_look(self, target: Port, source: Port) -> WireLook:
        report = self.workspace.analysis.blocks.get(source.block)
        outputs = report.outputs if report is not None else ()
        selection = self.workspace.selection
        broken = any(problem.is_error and problem.port == target.index for problem in self._problems.get(target.block, ()))
        return WireLook(
            text=str(outputs[source.index]) if source.index < len(outputs) else "",
            broken=broken,
            near=source.block in selection or target.block in selection,
            chosen=target == self.chosen_wire,
            lit=target == self._lit,
        )

    def set_scale(self, scale: float, device_ratio: float = 1.0) -> None:
        """Draw as much, and as sharp, as a zoom of `scale` can show."""
        level, ratio = Level.at(scale), ratio_for(scale * device_ratio)
        if (level, ratio) != (self.level, self.ratio):
            wires_too = level is not self.level
            self.level, self.ratio = level, ratio
            self._dress(wires_too)

    def set_theme(self, theme: Theme) -> None:
        """Take the colours of `theme`."""
        if theme != self.cards.theme:
            self.cards = Cards(theme)
            self._fonts = fonts()
            self._dress(True)

    def _dress(self, wires: bool) -> None:
        for block in self.blocks.values():
            block.dress(self.cards, self.level, self.ratio, self._fonts)
        for wire in self.wires.values() if wires else ():
            wire.dress(self.cards.theme, self.level)

    # -- for gestures -----------------------------------------------------------------------------------------------

    def route(self, ids: Iterable[int] | None = None) -> None:
        """Lead every wire, or those on some blocks, from where its blocks stand now."""
        targets = None
        if ids is not None:
            wanted = set(ids)
            targets = [t for t, wire in self.wires.items() if t.block in wanted or wire.source.block in wanted]
        for target, route in Router(self.graph, self.centres()).routes(targets).items():
            self.wires[target].follow(route)

    def centres(self) -> dict[int, Position]:
        """Where blocks stand now, also while they are dragged."""
        return {id: item.centre for id, item in self.blocks.items()}

    def focus_block(self, id: int | None) -> None:
        """Mark the block that the keyboard acts on."""
        if id != self.focused:
            changed = {self.focused, id} & self.blocks.keys()
            self.focused = id
            self.refresh(changed)

    def set_active(self, active: bool) -> None:
        """Say whether the canvas has the keyboard; the focused block shows it."""
        self.active = active
        self.refresh({self.focused} & self.blocks.keys())

    def choose_wire(self, target: Port | None) -> None:
        """Mark the wire that Delete removes."""
        self.chosen_wire = target
        self.refresh(())

    def light_wire(self, target: Port | None) -> None:
        """Light the wire that a drop would be put in."""
        if target != self._lit:
            self._lit = target
            self.refresh(())

    def blocks_rect(self) -> QRectF:
        """What all cards cover together; empty when there is none."""
        rect = QRectF()
        for item in self.blocks.values():
            rect = rect.united(item.card)
        return rect
