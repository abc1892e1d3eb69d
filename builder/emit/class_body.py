"""The body of one class: the lines of ``__init__`` and ``forward`` for the blocks between the ends of a graph."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass

from builder.common.messages import QT_TRANSLATE_NOOP
from builder.common.names import name_problem
from builder.common.python_text import container, literal, statement
from builder.emit.sequential_runs import Unit, units
from builder.emit.source import EmitError, Row
from builder.emit.statements import Statement, buffer_lines
from builder.emit.variables import WHOLE, argument_names, chain_variable, is_read_next, result_names, statement_order
from builder.model.graph import Graph, Port

INDENT = " " * 8
LONGEST_STEM = 20
LONGEST_TARGETS = 48
"""The most characters for the targets of one assignment; longer ones become one tuple that is indexed."""

RESERVED = frozenset({"self", "torch", "nn", "F", "Tensor", "OrderedDict"})
"""Names that no variable may have."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """What is written: the `statements` of the blocks in `live`, between `inputs` and `outputs` in forward's order.

    `comments` holds the comment behind a block's line. Blocks are gathered in runs only if `runs` is set.
    """

    graph: Graph
    live: Collection[int]
    statements: Mapping[int, Statement]
    inputs: Sequence[int]
    outputs: Sequence[int]
    comments: Mapping[int, str]
    runs: bool = True


class ClassBody:
    """Writes the body of one class.

    Names are checked again here: it is the last place before a name from a file becomes part of the text that is executed.
    """

    def __init__(self, plan: Plan, taken: Collection[str]) -> None:
        self.plan, self.graph, self.statements = plan, plan.graph, plan.statements
        self.order = statement_order(plan.graph, plan.live, plan.inputs, plan.outputs)
        self.owners = {id: _owner(plan.graph, id) for id in self.order if self.statements[id].constructor}
        self.names = _check_names(plan.graph, {*self.order, *self.owners.values()})
        self.makers = self._makers()
        self.units = self._units({*taken, *RESERVED})
        self.paths = self._paths()
        self._name_values({*taken, *RESERVED})

    @property
    def signature(self) -> list[str]:
        """The arguments of forward with their types."""
        return [f"{self.arguments[id]}: Tensor" for id in self.plan.inputs]

    @property
    def modules(self) -> dict[int, str]:
        """The attribute that holds a block's module, by block id; blocks that share weights share it."""
        return {id: self.paths[owner] for id, owner in self.owners.items()} | self.paths

    def declarations(self) -> Iterator[Row]:
        """Annotations of the buffers: type checkers know register_buffer only as Tensor or Module."""
        for id in self.order:
            yield from ((f"    {self._attribute(id, name)}: Tensor", id) for name in self.statements[id].buffers)

    def init_rows(self) -> Iterator[Row]:
        """The lines of __init__ after ``super().__init__()``."""
        for unit in self.units:
            if unit.name:
                entries = [
                    (self.names[id], self.statements[id].constructor, self.plan.comments.get(id, "")) for id in unit.blocks
                ]
                for line, at in container(f"self.{unit.name}", entries, INDENT):
                    yield line, None if at is None else unit.blocks[at]
            else:
                yield from ((line, unit.last) for line in self._constructor_lines(unit.last))

    def forward_rows(self) -> Iterator[Row]:
        """The lines of forward after its docstring."""
        for id in self.plan.inputs:
            if self.statements[id].expression != "{0}":
                argument = self.arguments[id]
                yield from ((line, id) for line in statement(argument, self._expression(id, [argument]), INDENT))
        ends = {*self.plan.inputs, *self.plan.outputs}
        for unit in self.units:
            if unit.last not in ends:
                comment = self.plan.comments.get(unit.last, "")
                lines = statement(self._target(unit.last), self._value(unit), INDENT, comment=comment)
                yield from ((line, unit.last) for line in lines)
        results = ", ".join(self._inputs(id)[0] for id in self.plan.outputs)
        yield f"{INDENT}return {results}", self.plan.outputs[0]

    # -- names ----------------------------------------------------------------------------------------------------

    def _makers(self) -> dict[int, int]:
        """The block at whose place each owner's module is constructed: itself, or the first block that uses its weights."""
        makers: dict[int, int] = {}
        for id, owner in self.owners.items():
            makers.setdefault(owner, owner if owner in self.owners else id)
        return makers

    def _units(self, taken: set[str]) -> list[Unit]:
        shared = [owner for id, owner in self.owners.items() if owner != id]
        plain = {id for id, owner in self.owners.items() if self.statements[id].is_plain_module and owner not in shared}
        return units(self.graph, self.order, plain if self.plan.runs else (), {*taken, *self.names.values()})

    def _paths(self) -> dict[int, str]:
        runs = {id: f"{unit.name}." for unit in self.units if unit.name for id in unit.blocks}
        return {owner: runs.get(owner, "") + self.names[owner] for owner in self.makers}

    def _name_values(self, taken: set[str]) -> None:
        """Choose the names of arguments and results."""
        inputs = self.plan.inputs
        behind = max(0, len(inputs) - 1)
        place = {id: max(0, at - behind) for at, unit in enumerate(self.units) for id in unit.blocks}
        self.arguments = argument_names(self.graph, inputs, taken)
        kept = [name for id, name in self.arguments.items() if not is_read_next(self.graph, Port(id), place)]
        chain = chain_variable(self.arguments.values(), kept, taken)
        fixed = {Port(id): name for id, name in self.arguments.items()}
        self.values = fixed | result_names(self._wanted_names(), place, self.graph, chain, {*taken, *self.arguments.values()})

    def _wanted_names(self) -> dict[Port, str]:
        """The preferred names of results; many results of one block share one name as a tuple."""
        wanted: dict[Port, str] = {}
        for unit in self.units:
            id = unit.last
            name, outputs = self._output_name(id) or unit.name or self.names[id], self.graph.blocks[id].layer.output_names
            several = [f"{name}_{output}" for output in outputs]
            if id in self.plan.inputs or id in self.plan.outputs:
                continue
            if len(several) < 2:
                wanted[Port(id)] = name
            elif len(", ".join(several)) > LONGEST_TARGETS:
                wanted[Port(id, WHOLE)] = name
            else:
                wanted |= {Port(id, index): each for index, each in enumerate(several)}
        return wanted

    def _output_name(self, id: int) -> str:
        """The name of the Output that alone reads a block's result, if there are several Outputs."""
        readers = {port.block for port in self.graph.fanout.get(id, frozenset()) if port.block in self.names}
        ends = readers & set(self.plan.outputs) if len(self.plan.outputs) > 1 else set()
        return self.names[ends.pop()] if len(ends) == len(readers) == 1 else ""

    def _attribute(self, id: int, constant: str) -> str:
        """The attribute of a constant: named after its block, with underscores appended while the name is taken."""
        short = len(self.names[id]) <= LONGEST_STEM
        wanted = f"{self.names[id] if short else self.graph.blocks[id].layer.default_name}_{constant}"
        taken = {*self.names.values(), *(unit.name for unit in self.units)}
        while wanted in taken:
            wanted += "_"
        return wanted

    # -- one statement --------------------------------------------------------------------------------------------

    def _constructor_lines(self, id: int) -> Iterator[str]:
        block_statement = self.statements[id]
        for name, constant in block_statement.buffers.items():
            yield from buffer_lines(self._attribute(id, name), name, constant, INDENT)
        if block_statement.constructor and self.makers[self.owners[id]] == id:
            yield from statement(f"self.{self.paths[self.owners[id]]}", block_statement.constructor, INDENT)

    def _target(self, id: int) -> str:
        """The left side of the assignment."""
        whole = self.values.get(Port(id, WHOLE))
        outputs = range(max(1, len(self.graph.blocks[id].layer.output_names)))
        return whole or ", ".join(self.values[Port(id, index)] for index in outputs)

    def _value(self, unit: Unit) -> str:
        """The right side of the assignment."""
        if unit.name:
            return f"self.{unit.name}({', '.join(self._inputs(unit.blocks[0]))})"
        return self._expression(unit.last, self._inputs(unit.last))

    def _inputs(self, id: int) -> list[str]:
        return [self._result(source) for source in self.graph.sources(id) if source is not None]

    def _result(self, source: Port) -> str:
        whole = self.values.get(Port(source.block, WHOLE))
        return f"{whole}[{source.index}]" if whole else self.values[source]

    def _expression(self, id: int, inputs: list[str]) -> str:
        """The expression with names for its placeholders; a constant of one number is written as that number."""
        block_statement = self.statements[id]
        text = block_statement.expression
        for name, constant in block_statement.constants.items():
            one = len(constant.numbers) == 1
            written = literal(constant.numbers[0]) if one else f"self.{self._attribute(id, name)}"
            text = text.replace(f"{{self}}_{name}", written)
        given = next(iter(self.arguments.values()), "")
        module = f"self.{self.paths[self.owners[id]]}" if block_statement.constructor else ""
        places = {"module": module, "batch": f"{given}.shape[0]", "device": f"{given}.device"}
        return text.format(*inputs, all=", ".join(inputs), **places)


def _owner(graph: Graph, id: int) -> int:
    """The block whose weights a block uses: itself by default."""
    owner = graph.blocks[id].weights_of
    return id if owner is None or owner not in graph.blocks else owner


def _check_names(graph: Graph, ids: Collection[int]) -> dict[int, str]:
    """The names by block id; raises :class:`EmitError` for names that cannot be identifiers and for duplicates."""
    names = {id: graph.blocks[id].name for id in ids}
    for name in names.values():
        problem = name_problem(name)
        if problem:
            raise EmitError(problem)
    if len(set(names.values())) < len(names):
        raise EmitError(QT_TRANSLATE_NOOP("Source", "Two blocks have the same name; a name can be given once."))
    return names
