"""How a call reads with some of its values left open: what is common to all uses of a group, and the slots that may differ."""

from __future__ import annotations

import re
from collections.abc import Callable, Hashable, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

from builder.common.python_text import RenderError, literal
from builder.common.symbolic_int import plain, symbolic
from builder.emit.source import EmitError
from builder.emit.statements import CALLED, Step, checked_path, constant_of
from builder.emit.symbolic_pass import Flow, Passes, Use
from builder.layers.base import Call, Layer

Texts = Sequence[str]


@dataclass(frozen=True, slots=True)
class Slot:
    """One value of a call, under the name of its argument."""

    name: str
    value: Any


@dataclass(frozen=True, slots=True)
class Template:
    """A call: `structure` is equal where only the values of `slots` differ, `step` gives the step for their texts."""

    structure: Hashable
    slots: tuple[Slot, ...]
    step: Callable[[Texts], Step]


@dataclass(frozen=True, slots=True)
class Parameter:
    """An argument of a helper class's constructor, and where a use of it finds the value.

    That is a size of what comes in (port and axis), a `field` of the group, or else the value of a `slot` of an inner
    block, which is worked out anew for each use. `default` is written behind it, if `optional`.
    """

    name: str
    type: str
    size: tuple[int, int] | None = None
    field: str = ""
    slot: tuple[int, str] = (0, "")
    default: Any = None
    optional: bool = False


@dataclass(frozen=True, slots=True)
class Signature:
    """A helper class as it is called."""

    class_name: str
    parameters: tuple[Parameter, ...]


Signatures = Mapping[Hashable, Signature]
"""The classes by the keys of the uses that they are for."""


def of_layer(layer: Layer, call: Call, stored: Call) -> Template:
    """The template of a layer's call; in `stored`, what is written in forward reads the constructor's values from self."""
    values = [*call.args, *call.kwargs.values()]
    named = list(layer.positional[: len(call.args)])
    named += [f"size{place}" for place in range(len(named), len(call.args))]
    for name in call.kwargs:
        if not name.isidentifier():
            raise RenderError(f"{name!r} is not the name of an argument.")
    constants = {name: constant_of(value) for name, value in call.buffers.items()}
    made = call.module or ""
    if made and not call.helper:
        checked_path(made)
    expression = stored.expression or (CALLED if made else "{0}")
    needs = made if call.helper else ""

    def step(texts: Texts) -> Step:
        keywords = (f"{name}={text}" for name, text in zip(call.kwargs, texts[len(call.args) :], strict=True))
        text = f"{made}({', '.join([*texts[: len(call.args)], *keywords])})" if made else ""
        return Step(text, expression, constants, needs, call.helper)

    structure = (made, call.helper, len(call.args), tuple(call.kwargs), expression, tuple(constants.items()))
    slots = tuple(Slot(name, value) for name, value in zip([*named, *call.kwargs], values, strict=True))
    return Template(structure, slots if made else (), step)


def of_passes(passes: Passes, signatures: Signatures) -> Template:
    """The template of a group's block: its class, called once or in a loop."""
    classes = [signatures[use.key] for use in passes.uses]
    given = [arguments_of(*each, signatures) for each in zip(classes, passes.uses, passes.flows, strict=True)]
    if len(passes.uses) == 1:
        return _once(classes[0], given[0])
    if len({each.class_name for each in classes}) > 1 or len({tuple(names for names, _ in each) for each in given}) > 1:
        return _one_by_one(classes, given)
    return _loop(classes[0], given, passes.times)


Given = list[tuple[Parameter, Any]]
"""The arguments that are written, with their values."""


def arguments_of(signature: Signature, use: Use, flow: Flow, signatures: Signatures) -> Given:
    """What a class is called with in one pass; what is the default anyway is left out."""
    given = ((parameter, value_of(parameter, use, flow, signatures)) for parameter in signature.parameters)
    return [
        (parameter, value)
        for parameter, value in given
        if not parameter.optional or symbolic(value) or plain(value) != parameter.default
    ]


def value_of(parameter: Parameter, use: Use, flow: Flow, signatures: Signatures) -> Any:
    """The value of a parameter for one pass."""
    if parameter.field:
        return use.values[parameter.field]
    if parameter.size is not None:
        port, axis = parameter.size
        return use.inputs[port][axis]
    id, name = parameter.slot
    call = flow.calls[id]
    block = use.definition.body_at({field: plain(value) for field, value in use.values.items()}).blocks[id]
    template = of_passes(call, signatures) if isinstance(call, Passes) else of_layer(block.layer, call, call)
    slots = {slot.name: slot.value for slot in template.slots}
    return slots[name] if name in slots else block.layer.values()[name]


def _written(class_name: str, parameters: Sequence[Parameter], texts: Texts) -> str:
    words = (f"{one.name}={text}" if one.optional else text for one, text in zip(parameters, texts, strict=True))
    return f"{class_name}({', '.join(words)})"


def _once(signature: Signature, given: Given) -> Template:
    parameters = [parameter for parameter, _ in given]

    def step(texts: Texts) -> Step:
        return Step(_written(signature.class_name, parameters, texts))

    slots = tuple(Slot(parameter.name, value) for parameter, value in given)
    return Template((signature.class_name, tuple(parameters)), slots, step)


def _one_by_one(classes: Sequence[Signature], given: Sequence[Given]) -> Template:
    """Passes that are not alike: each is written."""
    alone = [_once(signature, each) for signature, each in zip(classes, given, strict=True)]

    def step(texts: Texts) -> Step:
        left, made = list(texts), []
        for one in alone:
            made.append(one.step(left[: len(one.slots)]).made)
            del left[: len(one.slots)]
        return Step(f"nn.Sequential({', '.join(made)})")

    slots = (Slot(f"{slot.name}{place}", slot.value) for place, one in enumerate(alone) for slot in one.slots)
    return Template(tuple(one.structure for one in alone), tuple(slots), step)


def _loop(signature: Signature, given: Sequence[Given], times: Any) -> Template:
    """Passes that are alike: arguments that stay, that grow evenly with the number of the pass, or else all are listed."""
    parameters = [parameter for parameter, _ in given[0]]
    columns = [[each[place][1] for each in given] for place in range(len(parameters))]
    patterns = [_pattern(column) for column in columns]
    uneven = any(pattern is None for pattern in patterns)
    if len(given) == 2 and not symbolic(times) and any(pattern is None or len(pattern) > 1 for pattern in patterns):
        return _one_by_one([signature] * 2, given)
    if uneven and all(len({literal(value) for value in column[1:]}) == 1 for column in columns):
        return _first_and_rest(signature, given, times)
    if uneven:
        return _listed(signature, parameters, columns)
    slots = [Slot("repeat", times)]
    for parameter, pattern in zip(parameters, patterns, strict=True):
        slots += [Slot(f"{parameter.name}{end}", value) for end, value in zip(("", "_step"), pattern or (), strict=False)]
    lengths = tuple(len(pattern or ()) for pattern in patterns)

    def step(texts: Texts) -> Step:
        count, *left = texts
        counter = _free_letter(texts) if 2 in lengths else "_"
        words = []
        for length in lengths:
            words.append(left[0] if length == 1 else _growing(left[0], left[1], counter))
            del left[:length]
        made = _written(signature.class_name, parameters, words)
        return Step(f"nn.Sequential(*[{made} for {counter} in range({count})])")

    return Template((signature.class_name, tuple(parameters), lengths), tuple(slots), step)


def _first_and_rest(signature: Signature, given: Sequence[Given], times: Any) -> Template:
    """Passes that are alike but for the first."""
    first, rest = (_once(signature, each) for each in given[:2])

    def step(texts: Texts) -> Step:
        count, *left = texts
        begin = first.step(left[: len(first.slots)]).made
        more = rest.step(left[len(first.slots) :]).made
        return Step(f"nn.Sequential({begin}, *[{more} for _ in range({count})])")

    slots = [Slot("repeat", times - 1), *(Slot(f"first_{slot.name}", slot.value) for slot in first.slots), *rest.slots]
    return Template((first.structure, rest.structure, "first"), tuple(slots), step)


def _listed(signature: Signature, parameters: Sequence[Parameter], columns: Sequence[Sequence[Any]]) -> Template:
    """A loop over the values of the arguments that change."""
    changing = [len({literal(value) for value in column}) > 1 for column in columns]
    rows = tuple(zip(*(column for column, changes in zip(columns, changing, strict=True) if changes), strict=True))
    name = "_and_".join(one.name for one, changes in zip(parameters, changing, strict=True) if changes)
    several = sum(changing) > 1
    fixed = [
        Slot(one.name, column[0]) for one, column, changes in zip(parameters, columns, changing, strict=True) if not changes
    ]
    all_rows = Slot(f"{name}s", rows if several else tuple(row[0] for row in rows))

    def step(texts: Texts) -> Step:
        (values, *left), taken = texts, words_in(texts)
        loops: list[str] = []
        words = []
        for parameter, changes in zip(parameters, changing, strict=True):
            if changes:
                loops.append(_free(parameter.name, taken))
                taken.add(loops[-1])
            words.append(loops[-1] if changes else left.pop(0))
        made = _written(signature.class_name, parameters, words)
        return Step(f"nn.Sequential(*[{made} for {', '.join(loops)} in {values}])")

    return Template((signature.class_name, tuple(parameters), tuple(changing)), (all_rows, *fixed), step)


def _pattern(column: Sequence[Any]) -> tuple[Any, ...] | None:
    """The one value of all passes; or the first and by how much it grows each time; or None."""
    texts = {literal(value) for value in column}
    if len(texts) == 1:
        return (column[0],)
    if not all(isinstance(value, int) and not isinstance(value, bool) for value in column):
        return None
    steps = [after - before for before, after in pairwise(column)]
    even = len({literal(step) for step in steps}) == 1 and " " not in literal(steps[0])
    return (column[0], steps[0]) if even else None


def _growing(base: str, step: str, counter: str) -> str:
    if step.startswith("-") and step[1:].isdigit():
        return f"{base} - {step[1:]} * {counter}" if step != "-1" else f"{base} - {counter}"
    return f"{base} + {counter}" if step == "1" else f"{base} + {step} * {counter}"


def words_in(texts: Texts) -> set[str]:
    """Every name in some texts, numbers and words included."""
    return {word for text in texts for word in re.findall(r"\w+", text)}


def _free(name: str, taken: set[str]) -> str:
    while name in taken:
        name += "_"
    return name


def _free_letter(texts: Texts) -> str:
    taken = words_in(texts)
    found = next((letter for letter in "ijklmn" if letter not in taken), None)
    if found is None:
        raise EmitError("A group repeats with too many fields of one letter.")
    return found
