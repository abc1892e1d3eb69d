"""Build a network, or a group, in a few lines of Python."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any, get_origin

from immutables import Map

from builder.common.errors import ConvasError
from builder.common.fields import FieldError, alternatives, choices
from builder.common.messages import QT_TRANSLATE_NOOP, Message
from builder.common.names import free_name, name_problem
from builder.edits.groups import add_definition
from builder.groups.definition import Definition, Exposed
from builder.groups.formulas import Formula
from builder.layers import LAYERS, PORTS, make
from builder.layers.base import Layer
from builder.model.graph import Block, Graph, Port
from builder.model.layout.arrange import arrange_positions


class SketchError(ConvasError, ValueError):
    """A block cannot be added to a sketch. Also a ValueError, since it is an argument of a call in Python that is wrong."""


class Sketch:
    """A network under construction: call it with a kind, what feeds it, and fields; it gives the new block's id.

    >>> net = Sketch()
    >>> x = net("Input", shape=(1, 28, 28))
    >>> x = net("Conv2d", x, out_channels=6, kernel_size=5)

    A group is a sketch with the fields that it exposes and their defaults; its ends are GroupInput and GroupOutput, and
    text for a field that takes none is a formula. The group's definition is then a kind like any other.

    >>> body = Sketch(channels=64)
    >>> x = body("Conv2d", body("GroupInput"), out_channels="channels * 2", kernel_size=1)
    >>> y = body("GroupOutput", x)
    >>> widen = body.definition("Widen")
    """

    def __init__(self, **exposed: int | float | bool | Exposed) -> None:
        self._graph = Graph()
        self._arranged: Graph | None = None
        self._exposed = tuple(
            value if isinstance(value, Exposed) else Exposed(name, value, _lowest(value)) for name, value in exposed.items()
        )
        self._defaults = {one.name: one.default for one in self._exposed}

    def __call__(
        self,
        kind: str | Definition,
        *sources: int | tuple[int, int],
        name: str | None = None,
        weights_of: int | None = None,
        **fields: Any,
    ) -> int:
        """Add a block fed by `sources` (ids, or id and output number) in port order; gives its id.

        Raises FieldError for fields that the kind does not take, SketchError for a bad name or source.
        """
        layer, formulas = self._layer(kind, fields) if weights_of is None else self._layer_of(weights_of)
        id = len(self._graph.blocks) + 1
        named = self._choose_name(name, layer.default_name or layer.kind.lower())
        graph = self._graph.with_block(Block(id, named, layer, weights_of, formulas))
        if not layer.variadic and len(sources) > len(layer.input_names):
            most = len(layer.input_names)
            template = QT_TRANSLATE_NOOP("Edits", "{kind} takes {most} inputs, not {count}.")
            if most == 1:
                template = QT_TRANSLATE_NOOP("Edits", "{kind} takes 1 input, not {count}.")
            raise SketchError(template, kind=layer.kind, most=most, count=len(sources))
        for index, source in enumerate(sources):
            port = Port(source) if isinstance(source, int) else Port(*source)
            if port.block not in self._graph.blocks:
                raise SketchError(
                    QT_TRANSLATE_NOOP("Edits", "There is no block {id} to feed {kind}."), id=port.block, kind=layer.kind
                )
            graph = graph.with_wire(port, Port(id, index))
        self._graph, self._arranged = graph, None
        return id

    @property
    def graph(self) -> Graph:
        """The network so far, laid out."""
        if self._arranged is None:
            self._arranged = self._graph.at(arrange_positions(self._graph))
        return self._arranged

    def definition(self, name: str, *, title: str = "", doc: str = "", source: str = "") -> Definition:
        """The sketch as a group; raises GroupError where it cannot be one."""
        body = replace(self.graph, definitions=Map())
        return Definition(name, body, self._exposed, title=title, doc=doc, source=source).with_body(body).validate()

    def _layer(self, kind: str | Definition, fields: Mapping[str, Any]) -> tuple[Layer, Map[str, str]]:
        cls: type[Layer] | None
        if isinstance(kind, Definition):
            self._graph = add_definition(self._graph, kind)
            cls = kind.kind
        else:
            cls = LAYERS.get(kind) or PORTS.get(kind)
        if cls is None:
            return make(str(kind), **fields), Map()
        texts = {name: value for name, value in fields.items() if isinstance(value, str)} if self._exposed else {}
        formulas = {name: text for name, text in texts.items() if _is_formula(cls, name, text)}
        values = {name: Formula.parse(text).value(self._defaults) for name, text in formulas.items()}
        return cls(**{**fields, **values}), Map({name: str(Formula.parse(text)) for name, text in formulas.items()})

    def _layer_of(self, owner: int) -> tuple[Layer, Map[str, str]]:
        if owner not in self._graph.blocks:
            raise SketchError(QT_TRANSLATE_NOOP("Edits", "There is no block {owner} whose weights could be used."), owner=owner)
        block = self._graph.blocks[owner]
        return block.layer, block.formulas

    def _choose_name(self, name: str | None, stem: str) -> str:
        taken = self._graph.names()
        if name is None:
            return free_name(stem, taken)
        if name in taken:
            raise SketchError(QT_TRANSLATE_NOOP("Edits", "There is already a block called {name}."), name=name)
        problem = name_problem(name)
        if problem is not None:
            raise SketchError(problem)
        return name


def _is_formula(cls: type[Layer], field: str, text: str) -> bool:
    """Whether this text for the field can only be a formula: the field takes numbers, and no such word."""
    if field not in cls.model_fields:
        template = QT_TRANSLATE_NOOP("Fields", "there is no such field (there are: {known})")
        raise FieldError(cls.__name__, field, text, Message.of(template, known=", ".join(cls.model_fields)))
    kinds, words = alternatives(cls.annotation(field)), choices(cls.annotation(field))
    takes_numbers = any(kind in (int, float, bool) or get_origin(kind) is tuple for kind in kinds)
    return takes_numbers and str not in kinds and text not in words


def _lowest(value: float) -> int | None:
    return None if isinstance(value, bool) else 1 if isinstance(value, int) and value > 0 else 0
