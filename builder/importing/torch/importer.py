"""Imports a module: traces it in several ways until one can be drawn, and checks that the graph computes the same."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import product
from typing import TYPE_CHECKING, Any

from builder.common.messages import QT_TRANSLATE_NOOP, Message
from builder.importing.common.imported import Imported
from builder.importing.common.trace import USER_CODE_ERRORS, ImportFailed, Op, Trace, leaves
from builder.importing.grouping.fold import FlatNetwork, fold_calls
from builder.importing.torch.interpreter import interpret
from builder.importing.torch.state import State
from builder.importing.torch.tracers.export_tracer import export_trace
from builder.importing.torch.tracers.fx_tracer import Example, Unrunnable, Untraceable, fx_trace, in_mode
from builder.importing.torch.tracers.user_code import is_bug, user_error

if TYPE_CHECKING:
    from torch import Tensor, nn

CLOSE = 1e-5
"""How far the graph's results may differ from the module's, relative to the largest: float32 rounding of deep networks."""

MOST_INPUTS = 16
"""As many inputs a network may have; known networks have up to four, and a file may claim any number."""

MOST_KINDS = 8
"""How many mixtures of real and index inputs are tried: each is a trace of its own, and three inputs have eight."""

IN_USE = QT_TRANSLATE_NOOP("Import", "It was followed as it works in use; what it does only in training is left out.")

ONLY_LEARNING = QT_TRANSLATE_NOOP(
    "Import", "In use it gives only the first of its {count} results; the others are there for training."
)


def import_network(module: nn.Module, example_shapes: Sequence[Any], *, check: bool = True) -> Imported:
    """The graph of `module` for samples of a shape, such as (3, 224, 224), or of a list of shapes, one per input.

    Modules keep their weights and are named after their paths, so that ``layer1.0.conv1`` is layer1_0_conv1. Of several
    results the first is the main one. With `check` the graph is compiled and compared with the module on random
    samples. The module stays as it was. Raises :class:`ImportFailed`. Never call this in a process that trains: tracing
    patches every module call.
    """
    shapes = _parse_shapes(example_shapes)
    examples, imported = _import_for_some_kinds(module, shapes)
    imported = imported.with_emitted_keys()
    unused = _unused_weights(module, imported)
    if len(unused) > 5:
        template = QT_TRANSLATE_NOOP("Import", "Weights that its forward does not use are left out: {names} and {more} more.")
        imported = imported.with_note(Message.of(template, names=", ".join(unused[:5]), more=len(unused) - 5))
    elif unused:
        template = QT_TRANSLATE_NOOP("Import", "Weights that its forward does not use are left out: {names}.")
        imported = imported.with_note(Message.of(template, names=", ".join(unused)))
    return _check_results(module, imported, examples) if check else imported


def _parse_shapes(given: Sequence[Any]) -> list[tuple[int, ...]]:
    """The shape of each input; raises ImportFailed."""
    if given and all(isinstance(size, int) and size > 0 for size in given):
        return [tuple(given)]
    several = [_parse_shapes(shape) for shape in given if isinstance(shape, Sequence) and not isinstance(shape, str)]
    if not given or len(several) < len(given) or any(len(one) != 1 for one in several):
        raise ImportFailed(
            QT_TRANSLATE_NOOP(
                "Import", "The shape of a sample is needed, such as 3, 32, 32, or a list of shapes, one for each input."
            )
        )
    if len(given) > MOST_INPUTS:
        template = QT_TRANSLATE_NOOP("Import", "{count} shapes are given; a network can have up to {most} inputs.")
        raise ImportFailed(template, count=len(given), most=MOST_INPUTS)
    return [one[0] for one in several]


def _import_for_some_kinds(module: nn.Module, shapes: Sequence[tuple[int, ...]]) -> tuple[list[Example], Imported]:
    """Import with floating-point inputs; where the module cannot be run with these, with indices for some of them."""
    first: Unrunnable | None = None
    for kinds in list(product((True, False), repeat=len(shapes)))[:MOST_KINDS]:
        examples = [Example(shape, real) for shape, real in zip(shapes, kinds, strict=True)]
        try:
            return examples, _import_in_some_mode(module, examples)
        except Unrunnable as error:
            first = first or error
    assert first is not None
    raise first


def _import_in_some_mode(module: nn.Module, examples: Sequence[Example]) -> Imported:
    """By torch.fx in training mode, by torch.fx in eval mode, or by torch.export: the first that can be drawn."""
    try:
        training = fx_trace(module, examples, training=True)
    except Untraceable as error:
        return _import_by_export(module, examples, error)
    try:
        return _draw(module, training, training=True)
    except ImportFailed as error:
        try:
            evaluation = fx_trace(module, examples, training=False)
        except Untraceable:
            raise error from None
        if _targets(evaluation) == _targets(training):
            raise
        return _draw(module, evaluation, training=False).with_note(Message.of(IN_USE))


def _import_by_export(module: nn.Module, examples: Sequence[Example], first: Untraceable) -> Imported:
    """By torch.export in training mode, or else in eval mode; raises `first` where neither can trace it."""
    try:
        return _draw(module, export_trace(module, examples, training=True), training=True)
    except ImportFailed:
        pass
    try:
        trace = export_trace(module, examples, training=False)
    except Untraceable:
        raise first from None
    return _draw(module, trace, training=False).with_note(Message.of(IN_USE))


def _draw(module: nn.Module, trace: Trace, *, training: bool) -> Imported:
    """The graph of a trace, with the calls of the user's modules folded into groups; raises ImportFailed."""
    state = State(module, trace, training=training)
    interpret(state)
    return fold_calls(FlatNetwork(state.builder, state.modules, state.arguments, state.results))


def _targets(trace: Trace) -> list[tuple[Op, str]]:
    return [(step.op, step.target) for step in trace.steps]


def _unused_weights(module: nn.Module, imported: Imported) -> list[str]:
    """The names of the parameters that no block has."""
    used = {tensor.data_ptr() for tensor in imported.state.values() if tensor.numel()}
    own = module.named_parameters()
    return [name for name, tensor in own if tensor.numel() and tensor.detach().data_ptr() not in used]


def _check_results(module: nn.Module, imported: Imported, examples: Sequence[Example]) -> Imported:
    """The import, perhaps with a note; raises ImportFailed unless the compiled graph computes what the module does."""
    import torch

    from builder.emit.compile import compile_graph

    compiled = compile_graph(imported.graph)
    compiled.load_state_dict(dict(imported.state))
    generator = torch.Generator().manual_seed(0)
    batch = [torch.rand(2, *each.shape, generator=generator) if each.real else each.batch(2) for each in examples]
    with in_mode(module, False), torch.no_grad():
        try:
            expected = _tensors(module(*(x.clone() for x in batch)))
        except USER_CODE_ERRORS as error:
            if is_bug(error):
                raise
            raise ImportFailed(QT_TRANSLATE_NOOP("Import", "It cannot be run: {error}"), error=user_error(error)) from error
        found = _tensors(compiled.eval()(*batch))
    for one, other in zip(expected, found, strict=False):
        _check_close(one, other)
    return imported.with_note(Message.of(ONLY_LEARNING, count=len(found))) if len(expected) < len(found) else imported


def _check_close(expected: Tensor, found: Tensor) -> None:
    """Raise ImportFailed unless two results, of any one shape, agree up to rounding."""
    if expected.shape != found.shape:
        template = QT_TRANSLATE_NOOP("Import", "It gives {expected}, but what can be drawn of it gives {found}.")
        raise ImportFailed(template, expected=tuple(expected.shape), found=tuple(found.shape))
    scale = max(1.0, float(expected.abs().max())) if expected.numel() else 1.0
    far = float((expected - found).abs().max()) if expected.numel() else 0.0
    if not far <= CLOSE * scale:  # written so that NaN is far
        template = QT_TRANSLATE_NOOP(
            "Import", "What can be drawn of it answers differently, by up to {far:.2g}; so it is not the same network."
        )
        raise ImportFailed(template, far=far)


def _tensors(result: Any) -> list[Tensor]:
    """The tensors in what a module gives, in order."""
    from torch import Tensor

    return [leaf for leaf in leaves(result) if isinstance(leaf, Tensor)]
