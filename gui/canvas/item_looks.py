"""What items look like: pure functions from the state of the view to the looks of blocks and wires."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from builder.analysis import Analysis
from builder.edits.sharing import users
from builder.groups.group import Group
from builder.layers.base import Category
from builder.model.graph import Graph, Port
from builder.model.problem import Problem
from gui.canvas.block_pixmaps import Look
from gui.canvas.wire_item import WireLook


@dataclass(slots=True, kw_only=True)
class ViewState:
    """All that the looks of one level depend on.

    `focused` is the block that the keyboard acts on, `active` whether the canvas has the keyboard, `chosen` the wire that
    Delete removes, `lit` the wire that a drop would go into. `families` maps each block that shares weights to all blocks
    that share them; other blocks are not in it.
    """

    graph: Graph = field(default_factory=Graph)
    analysis: Analysis = field(default_factory=Analysis)
    problems: Mapping[int, Sequence[Problem]] = field(default_factory=dict)
    selection: frozenset[int] = frozenset()
    focused: int | None = None
    active: bool = False
    chosen: Port | None = None
    lit: Port | None = None
    families: Mapping[int, frozenset[int]] = field(default_factory=dict)

    def sharing_with(self, ids: Iterable[int]) -> frozenset[int]:
        """All blocks that share weights with any of `ids`, these included."""
        families = self.families
        return frozenset().union(*(families[id] for id in ids if id in families)) if families else frozenset()

    def block_look(self, id: int) -> Look:
        """How the block looks."""
        graph, layer = self.graph, self.graph.blocks[id].layer
        fed = {graph.wires[port] for port in graph.fanout.get(id, ())}
        problems = self.problems.get(id, ())
        errors = sum(problem.is_error for problem in problems)
        return Look(
            layer.category,
            inputs=tuple(port in graph.wires for port in graph.input_ports(id)),
            outputs=tuple(Port(id, index) in fed for index in range(len(layer.output_names))),
            free=layer.variadic,
            selected=id in self.selection,
            focused=self.active and id == self.focused,
            errors=errors,
            warnings=len(problems) - errors,
            unknown=layer.category is Category.UNKNOWN,
            group=isinstance(layer, Group),
            times=layer.times if isinstance(layer, Group) else 1,
            shared=id in self.families,
            shares_selected=id not in self.selection and not self.selection.isdisjoint(self.families.get(id, ())),
        )

    def wire_look(self, target: Port, source: Port) -> WireLook:
        """How the wire from `source` into `target` looks."""
        report = self.analysis.blocks.get(source.block)
        outputs = report.outputs if report is not None else ()
        problems = self.problems.get(target.block, ())
        return WireLook(
            text=str(outputs[source.index]) if source.index < len(outputs) else "",
            broken=any(problem.is_error and problem.port == target.index for problem in problems),
            near=source.block in self.selection or target.block in self.selection,
            chosen=target == self.chosen,
            lit=target == self.lit,
        )


def families_of(graph: Graph) -> dict[int, frozenset[int]]:
    """For each block that shares its weights, all blocks that share them."""
    groups = (frozenset([owner, *others]) for owner, others in users(graph).items())
    return {id: family for family in groups for id in family}


def problems_by_block(analysis: Analysis) -> dict[int, list[Problem]]:
    """The problems of an analysis by their block."""
    problems: dict[int, list[Problem]] = {}
    for problem in analysis.problems:
        if problem.block is not None:
            problems.setdefault(problem.block, []).append(problem)
    return problems


def wires_on(graph: Graph, id: int) -> list[Port]:
    """The targets of all wires on a block."""
    return [*(port for port in graph.input_ports(id) if port in graph.wires), *graph.fanout.get(id, ())]
