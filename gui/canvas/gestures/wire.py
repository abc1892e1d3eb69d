"""Drawing wires: a new one from a port, or an end of an old one, by pointer or by keys; ports that would take it light up."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QCoreApplication, QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QKeyEvent, QPen
from PySide6.QtWidgets import QGraphicsEllipseItem, QGraphicsPathItem

from builder import edits
from builder.layers.base import Text
from builder.model.graph import Graph, Port
from gui.canvas.gestures.base import OVERLAY_Z, Gesture, GestureContext, PointerPosition
from gui.canvas.hit_testing import PORT_REACH, End, block_at, blocks_in, distance, end_at, ends_of, point_of
from gui.canvas.routing import PORT_RADIUS, Route, Router
from gui.common.i18n import say


class WireGesture(Gesture):
    """The common part: one end is `fixed`, the other looks for a port; `moved` is the target of an old wire that is moved."""

    cursor = Qt.CursorShape.CrossCursor

    def __init__(self, context: GestureContext, fixed: End, moved: Port | None = None) -> None:
        super().__init__(context)
        self.fixed = fixed
        self.moved = moved
        self._line = QGraphicsPathItem()
        self._line.setZValue(OVERLAY_Z)
        self._highlights: dict[End, QGraphicsEllipseItem] = {}
        self._strong: End | None = None
        self.scene.addItem(self._line)
        self._show_moved(False)

    def why_not(self, end: End) -> Text | None:
        """Why the loose end cannot be put there, or None."""
        if end.output == self.fixed.output:
            if end.output:
                return QCoreApplication.translate("Canvas", "An output goes to an input.")
            return QCoreApplication.translate("Canvas", "An input is fed by an output.")
        source, target = self._pair(end)
        if self.moved is not None and target == self.moved and source == self.scene.graph.wires[target]:
            return None
        reason = edits.why_not_connect(self.scene.graph, source, target, self.workspace.analysis)
        return None if reason is None else say(reason)

    def connect(self, end: End) -> bool:
        """Put the loose end on a port."""
        source, target = self._pair(end)
        if self.scene.graph.wires.get(target) == source:
            return True
        if self.moved is not None:
            label = QCoreApplication.translate("Canvas", "Move wire")
        else:
            label = QCoreApplication.translate("Canvas", "Connect")
        return self.refusals.edit(label, self._edit(source, target))

    def best_end(self, id: int, near: QPointF) -> End | None:
        """The port of a block that a loose end dropped on its card means: one that takes it, a free one first."""
        ends = [end for end in ends_of(self.scene.graph, id) if end.output != self.fixed.output]
        wires = self.scene.graph.wires

        def rank(end: End) -> tuple[bool, bool, float]:
            return self.why_not(end) is not None, end.port in wires, distance(point_of(self.scene, end), near)

        return min(ends, key=rank, default=None)

    def draw(self, loose: QPointF, colour: QColor, *, landed: bool) -> None:
        """Draw the wire to its loose end; `landed` on a port, along the route it would take."""
        anchor = point_of(self.scene, self.fixed)
        start, end = (anchor, loose) if self.fixed.output else (loose, anchor)
        pen = QPen(colour, 2.5)
        pen.setCapStyle(Qt.PenCapStyle.RoundCap)
        self._line.setPen(pen)
        route = Route(start.x(), start.y(), end.x(), end.y())
        self._line.setPath((Router(self.scene.graph, self.scene.centres()).avoid_blocks(route) if landed else route).path())

    def highlight(self, ends: list[End], strong: End | None = None) -> None:
        """Highlight these ports, and `strong` more than the rest."""
        for end in ends if strong is None else [*ends, strong]:
            if end not in self._highlights:
                self._highlights[end] = self._new_highlight(end)
        for shown in (self._strong, strong):
            if shown is not None:
                self._shine(self._highlights[shown], strongly=shown == strong)
        self._strong = strong

    def _new_highlight(self, end: End) -> QGraphicsEllipseItem:
        light = QGraphicsEllipseItem()
        light.setPen(QPen(self.scene.cards.theme.accent, 2))
        light.setPos(point_of(self.scene, end))
        light.setZValue(OVERLAY_Z)
        self._shine(light, strongly=False)
        self.scene.addItem(light)
        return light

    def _shine(self, light: QGraphicsEllipseItem, *, strongly: bool) -> None:
        radius = PORT_RADIUS + (5 if strongly else 2.5)
        glow = QColor(self.scene.cards.theme.accent)
        glow.setAlpha(150 if strongly else 60)
        light.setBrush(glow)
        light.setRect(QRectF(-radius, -radius, 2 * radius, 2 * radius))

    def clear_highlights(self) -> None:
        """Remove all highlights."""
        for light in self._highlights.values():
            self.scene.removeItem(light)
        self._highlights.clear()
        self._strong = None

    def cancel(self) -> None:
        """Take the preview away."""
        self.clear_highlights()
        self.scene.removeItem(self._line)
        self._show_moved(True)
        self.refusals.clear()

    def _pair(self, end: End) -> tuple[Port, Port]:
        return (self.fixed.port, end.port) if self.fixed.output else (end.port, self.fixed.port)

    def _edit(self, source: Port, target: Port) -> Callable[[Graph], Graph]:
        """The edit that puts the loose end on its new port."""
        moved = self.moved

        def edit(graph: Graph) -> Graph:
            if moved is None or moved == target:
                return edits.connect(graph, source, target)
            after = edits.disconnect(graph, moved)
            # The inputs of a join close up behind the wire that left.
            closed = graph.blocks[moved.block].layer.variadic and moved.block == target.block and target.index > moved.index
            return edits.connect(after, source, Port(target.block, target.index - 1) if closed else target)

        return edit

    def _show_moved(self, visible: bool) -> None:
        """Hide the old wire while it is moved, and show it again."""
        wire = None if self.moved is None else self.scene.wires.get(self.moved)
        if wire is not None:
            wire.setVisible(visible)
            wire.dress(self.scene.cards)
            if not visible:
                wire.label.setVisible(False)


class DragWire(WireGesture):
    """A wire drawn with the pointer."""

    def __init__(self, context: GestureContext, pointer: PointerPosition, fixed: End, moved: Port | None = None) -> None:
        super().__init__(context, fixed, moved)
        self._start = pointer
        self._over: End | None = None
        self._open = self._takers()
        self.move(pointer)

    def move(self, pointer: PointerPosition) -> None:
        """Draw the wire, light what would take it, and say why what is under the pointer would not."""
        theme = self.scene.cards.theme
        self._over = self._end_under(pointer.scene)
        refusal = None if self._over is None else self.why_not(self._over)
        taken = self._over if refusal is None else None
        self.highlight(self._open, taken)
        if refusal is not None and self._has_moved(pointer):
            self.refusals.say(say(refusal), pointer.view, lasting=True)
        else:
            self.refusals.clear()
        colour = theme.error if refusal is not None else theme.accent
        loose = pointer.scene if taken is None else point_of(self.scene, taken)
        self.draw(loose, colour, landed=taken is not None)

    def finish(self, pointer: PointerPosition) -> None:
        """Connect; dropped on nothing, remove the wire that was moved or offer blocks for a new one."""
        self.move(pointer)
        over, refusal = self._over, None if self._over is None else self.why_not(self._over)
        self.cancel()
        if refusal is not None:
            if self._has_moved(pointer):
                self.refusals.say(say(refusal), pointer.view)
        elif over is not None:
            self.connect(over)
        elif self.moved is not None and block_at(self.scene, pointer.scene) is None and self._has_moved(pointer):
            self.commands.remove_wire(self.moved)
        elif self.fixed.output and self.moved is None and self._has_moved(pointer):
            self.commands.quick_add(pointer.scene, self.fixed.port)

    def _has_moved(self, pointer: PointerPosition) -> bool:
        return (pointer.view - self._start.view).manhattanLength() > 2 * PORT_REACH

    def _takers(self) -> list[End]:
        """The ports in view that would take the wire."""
        ids = blocks_in(self.scene, self.viewport.visible_rect())
        ends = [end for id in ids for end in ends_of(self.scene.graph, id) if end.output != self.fixed.output]
        return [end for end in ends if self.why_not(end) is None]

    def _end_under(self, point: QPointF) -> End | None:
        """The port meant by a point: the one it is near, else the best of the block it is on."""
        end = end_at(self.scene, point, self.viewport.reach(PORT_REACH * 1.6))
        if end is not None and end.output != self.fixed.output:
            return end
        id = block_at(self.scene, point)
        if id is None or (id == self.fixed.port.block and end == self.fixed):
            return None
        return self.best_end(id, point) or next(iter(ends_of(self.scene.graph, id)), None)


class ConnectByKeys(WireGesture):
    """A wire chosen with the arrow keys: they walk through the blocks that would take it, Enter connects."""

    def __init__(self, context: GestureContext, fixed: End) -> None:
        super().__init__(context, fixed)
        anchor = point_of(self.scene, fixed)
        places = sorted((item.y(), item.x(), id) for id, item in self.scene.blocks.items())
        ends = (self.best_end(id, anchor) for _, _, id in places if id != fixed.port.block)
        self._open = [end for end in ends if end is not None and self.why_not(end) is None]
        gaps = [distance(point_of(self.scene, end), anchor) for end in self._open]
        self._at = gaps.index(min(gaps)) if gaps else 0
        self._show()

    def finish(self, pointer: PointerPosition) -> None:
        """A click ends it without a wire."""
        self.cancel()

    def key(self, event: QKeyEvent) -> bool:
        """Arrows choose, Enter connects and is the end of it."""
        key = Qt.Key(event.key())
        steps = {Qt.Key.Key_Down: 1, Qt.Key.Key_Right: 1, Qt.Key.Key_Up: -1, Qt.Key.Key_Left: -1}
        if key in steps and self._open:
            self._at = (self._at + steps[key]) % len(self._open)
            self._show()
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            chosen = self._open[self._at] if self._open else None
            self.cancel()
            if chosen is not None:
                self.connect(chosen)
            return True
        return False

    def _show(self) -> None:
        """Show the wire to the chosen port and say which keys do what."""
        name = self.scene.graph.blocks[self.fixed.port.block].name
        at = self.viewport.from_scene(point_of(self.scene, self.fixed))
        if not self._open:
            text = QCoreApplication.translate("Canvas", "No block can be wired to {block}. Esc ends this.")
            self.refusals.say(text.format(block=name), at, lasting=True)
            return
        chosen = self._open[self._at]
        self.viewport.show_blocks({chosen.port.block})
        self.highlight(self._open, chosen)
        self.draw(point_of(self.scene, chosen), self.scene.cards.theme.accent, landed=True)
        other = self.scene.graph.blocks[chosen.port.block].name
        source, target = (name, other) if self.fixed.output else (other, name)
        text = QCoreApplication.translate("Canvas", "{source} to {target}: Enter connects, arrows choose, Esc ends")
        # Asked again, because show_blocks() may have scrolled.
        at = self.viewport.from_scene(point_of(self.scene, self.fixed))
        self.refusals.say(text.format(source=source, target=target), at, lasting=True)
