"""Calls with slots for their values: what all uses of a group have in common, and the values in which they may differ."""

from __future__ import annotations

import re
from collections.abc import Callable, Hashable, Mapping, Sequence
from dataclasses import KW_ONLY, dataclass
from itertools import pairwise
from typing import Any

from builder.common.messages import QT_TRANSLATE_NOOP
from builder.common.python_text import RenderError, literal
from builder.common.symbolic_int import plain, symbolic
from builder.emit.source import EmitError
from builder.emit.statements import CALLED, Statement, check_module_path, constant_of
from builder.emit.symbolic_pass import BodyPass, GroupPasses, GroupUse
from builder.layers.base import Call, Layer

Texts = Sequence[str]


@dataclass(frozen=True, slots=True)
class Slot:
    """One value of a call, with the name of its argument."""

    name: str
    value: Any


@dataclass(frozen=True, slots=True)
class CallTemplate:
    """A call: `structure` is equal where only the values of `slots` differ; `statement` builds the text from theirs."""

    structure: Hashable
    slots: tuple[Slot, ...]
    statement: Callable[[Texts], Statement]


@dataclass(frozen=True, slots=True)
class ConstructorParameter:
    """A parameter of a group class's constructor, and where a use of the class takes its value from.

    That is a `size` of an input (port, axis), a `field` of the group, or else the value of a `slot` of an inner block
    (id, argument), which is computed again for each use. An `optional` parameter has its `default` in the signature.
    """

    name: str
    type: str
    _: KW_ONLY
    size: tuple[int, int] | None = None
    field: str = ""
    slot: tuple[int, str] = (0, "")
    default: Any = None
    optional: bool = False


@dataclass(frozen=True, slots=True)
class Signature:
    """The constructor of a group class."""

    class_name: str
    parameters: tuple[ConstructorParameter, ...]


Signatures = Mapping[Hashable, Signature]
"""The constructors by the keys of the uses that they are for."""


def layer_template(layer: Layer, call: Call, stored: Call) -> CallTemplate:
    """The template of a layer's call; in `stored`, the expression of forward reads the constructor's values from self.

    Raises :class:`RenderError` for keywords that are no identifiers, and :class:`EmitError` for a module that is not torch's.
    """
    values = [*call.args, *call.kwargs.values()]
    named = list(layer.positional[: len(call.args)])
    named += [f"size{place}" for place in range(len(named), len(call.args))]
    for name in call.kwargs:
        if not name.isidentifier():
            raise RenderError(QT_TRANSLATE_NOOP("Source", "{name!r} is not the name of an argument."), name=name)
    constants = {name: constant_of(value) for name, value in call.buffers.items()}
    module = call.module or ""
    if module and not call.helper:
        check_module_path(module)
    expression = stored.expression or (CALLED if module else "{0}")
    helper_name = module if call.helper else ""

    def statement(texts: Texts) -> Statement:
        keywords = (f"{name}={text}" for name, text in zip(call.kwargs, texts[len(call.args) :], strict=True))
        text = f"{module}({', '.join([*texts[: len(call.args)], *keywords])})" if module else ""
        return Statement(text, expression, constants, helper_name=helper_name, helper=call.helper)

    structure = (module, call.helper, len(call.args), tuple(call.kwargs), expression, tuple(constants.items()))
    slots = tuple(Slot(name, value) for name, value in zip([*named, *call.kwargs], values, strict=True))
    return CallTemplate(structure, slots if module else (), statement)


def passes_template(passes: GroupPasses, signatures: Signatures) -> CallTemplate:
    """The template of a group's block: its class, constructed once or in a loop."""
    classes = [signatures[use.key] for use in passes.uses]
    given = [call_arguments(*each, signatures) for each in zip(classes, passes.uses, passes.results, strict=True)]
    if len(passes.uses) == 1:
        return _single_call(classes[0], given[0])
    if len({each.class_name for each in classes}) > 1 or len({tuple(names for names, _ in each) for each in given}) > 1:
        return _separate_calls(classes, given)
    return _loop(classes[0], given, passes.times)


Arguments = list[tuple[ConstructorParameter, Any]]
"""The arguments that are written, with their values."""


def call_arguments(signature: Signature, use: GroupUse, flow: BodyPass, signatures: Signatures) -> Arguments:
    """The arguments of a class in one pass, without those that equal the default."""
    given = ((parameter, parameter_value(parameter, use, flow, signatures)) for parameter in signature.parameters)
    return [
        (parameter, value)
        for parameter, value in given
        if not parameter.optional or symbolic(value) or plain(value) != parameter.default
    ]


def parameter_value(parameter: ConstructorParameter, use: GroupUse, flow: BodyPass, signatures: Signatures) -> Any:
    """The value of a parameter for one pass."""
    if parameter.field:
        return use.values[parameter.field]
    if parameter.size is not None:
        port, axis = parameter.size
        return use.inputs[port][axis]
    id, name = parameter.slot
    call = flow.calls[id]
    block = use.definition.body_at({field: plain(value) for field, value in use.values.items()}).blocks[id]
    template = passes_template(call, signatures) if isinstance(call, GroupPasses) else layer_template(block.layer, call, call)
    slots = {slot.name: slot.value for slot in template.slots}
    return slots[name] if name in slots else block.layer.values()[name]


def _constructor_text(class_name: str, parameters: Sequence[ConstructorParameter], texts: Texts) -> str:
    words = (f"{one.name}={text}" if one.optional else text for one, text in zip(parameters, texts, strict=True))
    return f"{class_name}({', '.join(words)})"


def _single_call(signature: Signature, given: Arguments) -> CallTemplate:
    parameters = [parameter for parameter, _ in given]

    def statement(texts: Texts) -> Statement:
        return Statement(_constructor_text(signature.class_name, parameters, texts))

    slots = tuple(Slot(parameter.name, value) for parameter, value in given)
    return CallTemplate((signature.class_name, tuple(parameters)), slots, statement)


def _separate_calls(classes: Sequence[Signature], given: Sequence[Arguments]) -> CallTemplate:
    """Passes whose classes or arguments differ: each is written by itself."""
    alone = [_single_call(signature, each) for signature, each in zip(classes, given, strict=True)]

    def statement(texts: Texts) -> Statement:
        left, constructors = list(texts), []
        for one in alone:
            constructors.append(one.statement(left[: len(one.slots)]).constructor)
            del left[: len(one.slots)]
        return Statement(f"nn.Sequential({', '.join(constructors)})")

    slots = (Slot(f"{slot.name}{place}", slot.value) for place, one in enumerate(alone) for slot in one.slots)
    return CallTemplate(tuple(one.structure for one in alone), tuple(slots), statement)


def _loop(signature: Signature, given: Sequence[Arguments], times: Any) -> CallTemplate:
    """Passes of one class as a loop: over constant arguments, arithmetic progressions, or else the list of all values."""
    parameters = [parameter for parameter, _ in given[0]]
    columns = [[each[place][1] for each in given] for place in range(len(parameters))]
    patterns = [_pattern(column) for column in columns]
    uneven = any(pattern is None for pattern in patterns)
    if len(given) == 2 and not symbolic(times) and any(pattern is None or len(pattern) > 1 for pattern in patterns):
        return _separate_calls([signature] * 2, given)
    if uneven and all(len({literal(value) for value in column[1:]}) == 1 for column in columns):
        return _first_call_and_loop(signature, given, times)
    if uneven:
        return _loop_over_values(signature, parameters, columns)
    slots = [Slot("repeat", times)]
    for parameter, pattern in zip(parameters, patterns, strict=True):
        slots += [Slot(f"{parameter.name}{end}", value) for end, value in zip(("", "_step"), pattern or (), strict=False)]
    lengths = tuple(len(pattern or ()) for pattern in patterns)

    def statement(texts: Texts) -> Statement:
        count, *left = texts
        counter = _free_letter(texts) if 2 in lengths else "_"
        words = []
        for length in lengths:
            words.append(left[0] if length == 1 else _progression_text(left[0], left[1], counter))
            del left[:length]
        constructor = _constructor_text(signature.class_name, parameters, words)
        return Statement(f"nn.Sequential(*[{constructor} for {counter} in range({count})])")

    return CallTemplate((signature.class_name, tuple(parameters), lengths), tuple(slots), statement)


def _first_call_and_loop(signature: Signature, given: Sequence[Arguments], times: Any) -> CallTemplate:
    """Passes of which only the first differs."""
    first, rest = (_single_call(signature, each) for each in given[:2])

    def statement(texts: Texts) -> Statement:
        count, *left = texts
        begin = first.statement(left[: len(first.slots)]).constructor
        more = rest.statement(left[len(first.slots) :]).constructor
        return Statement(f"nn.Sequential({begin}, *[{more} for _ in range({count})])")

    slots = [Slot("repeat", times - 1), *(Slot(f"first_{slot.name}", slot.value) for slot in first.slots), *rest.slots]
    return CallTemplate((first.structure, rest.structure, "first"), tuple(slots), statement)


def _loop_over_values(
    signature: Signature, parameters: Sequence[ConstructorParameter], columns: Sequence[Sequence[Any]]
) -> CallTemplate:
    """A loop over the values of the arguments that change."""
    changing = [len({literal(value) for value in column}) > 1 for column in columns]
    rows = tuple(zip(*(column for column, changes in zip(columns, changing, strict=True) if changes), strict=True))
    name = "_and_".join(one.name for one, changes in zip(parameters, changing, strict=True) if changes)
    several = sum(changing) > 1
    fixed = [
        Slot(one.name, column[0]) for one, column, changes in zip(parameters, columns, changing, strict=True) if not changes
    ]
    all_rows = Slot(f"{name}s", rows if several else tuple(row[0] for row in rows))

    def statement(texts: Texts) -> Statement:
        (values, *left), taken = texts, words_in(texts)
        loops: list[str] = []
        words = []
        for parameter, changes in zip(parameters, changing, strict=True):
            if changes:
                loops.append(_free(parameter.name, taken))
                taken.add(loops[-1])
            words.append(loops[-1] if changes else left.pop(0))
        constructor = _constructor_text(signature.class_name, parameters, words)
        return Statement(f"nn.Sequential(*[{constructor} for {', '.join(loops)} in {values}])")

    return CallTemplate((signature.class_name, tuple(parameters), tuple(changing)), (all_rows, *fixed), statement)


def _pattern(column: Sequence[Any]) -> tuple[Any, ...] | None:
    """The value of all passes; or the first value and the step of an arithmetic progression; or None."""
    texts = {literal(value) for value in column}
    if len(texts) == 1:
        return (column[0],)
    if not all(isinstance(value, int) and not isinstance(value, bool) for value in column):
        return None
    steps = [after - before for before, after in pairwise(column)]
    even = len({literal(step) for step in steps}) == 1 and " " not in literal(steps[0])
    return (column[0], steps[0]) if even else None


def _progression_text(base: str, step: str, counter: str) -> str:
    """The term of an arithmetic progression, such as "64 + 32 * i"."""
    if step.startswith("-") and step[1:].isdigit():
        return f"{base} - {step[1:]} * {counter}" if step != "-1" else f"{base} - {counter}"
    return f"{base} + {counter}" if step == "1" else f"{base} + {step} * {counter}"


def words_in(texts: Texts) -> set[str]:
    """Every word in the texts: names, keywords and numbers."""
    return {word for text in texts for word in re.findall(r"\w+", text)}


def _free(name: str, taken: set[str]) -> str:
    while name in taken:
        name += "_"
    return name


def _free_letter(texts: Texts) -> str:
    taken = words_in(texts)
    found = next((letter for letter in "ijklmn" if letter not in taken), None)
    if found is None:
        raise EmitError(QT_TRANSLATE_NOOP("Source", "A group repeats with too many fields of one letter."))
    return found
