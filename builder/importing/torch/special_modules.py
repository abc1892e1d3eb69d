"""Modules of torch with their own way of being called: attention and recurrent layers."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from builder.common.messages import QT_TRANSLATE_NOOP
from builder.importing.common.trace import ImportFailed
from builder.layers import LAYERS, make
from builder.layers.base import Layer
from builder.model.graph import Port

RECURRENT = ("RNN", "GRU", "LSTM")


@dataclass(frozen=True, slots=True)
class HiddenState:
    """The hidden state of a recurrent layer after the last step, with the shape (layers · directions, batch, hidden).

    `changes` are the operations on it so far: "both" directions of the last layer taken, "turned" to (batch, 2, hidden).
    """

    of: Port
    changes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Undrawable:
    """A result that no block gives; `what` names it."""

    what: str


def special_layer(kind: str, module: Any, args: Sequence[Any], kwargs: Mapping[str, Any]) -> tuple[Layer, list[Port]] | None:
    """The layer and what feeds it; None for modules that are read by their fields alone. Raises ImportFailed, FieldError."""
    if kind == "MultiheadAttention":
        return _attention(module, args, kwargs)
    if kind == "TransformerEncoderLayer":
        return _encoder_layer(module, args, kwargs)
    if kind in RECURRENT:
        return _recurrent(kind, module, args, kwargs)
    return None


def module_results(kind: str, ports: Sequence[Port]) -> Any:
    """The results of the module in torch's own structure, from those of its block."""
    if kind == "MultiheadAttention":
        return ports[0], Undrawable(QT_TRANSLATE_NOOP("Import", "the weights of attention"))
    if kind == "LSTM":
        return ports[0], (HiddenState(ports[0]), Undrawable(QT_TRANSLATE_NOOP("Import", "the inner state of an LSTM")))
    if kind in RECURRENT:
        return ports[0], HiddenState(ports[0])
    return ports[0] if len(ports) == 1 else tuple(ports)


def _check_no_more(args: Sequence[Any], kwargs: Mapping[str, Any], harmless: Sequence[str] = ()) -> None:
    """Raise ImportFailed for arguments beyond what can be drawn."""
    odd = [name for name, value in kwargs.items() if name not in harmless and value not in (None, False)]
    if odd:
        template = QT_TRANSLATE_NOOP("Import", "it is called with {names}, which cannot be drawn")
        raise ImportFailed(template, names=", ".join(odd))
    if any(value is not None for value in args):
        raise ImportFailed(QT_TRANSLATE_NOOP("Import", "it is called with more than its input, which cannot be drawn"))


def _check_batch_first(first: bool) -> None:
    if not first:
        raise ImportFailed(
            QT_TRANSLATE_NOOP("Import", "it wants the batch behind the series; only batch_first=True can be drawn")
        )


def _attention(module: Any, args: Sequence[Any], kwargs: Mapping[str, Any]) -> tuple[Layer, list[Port]]:
    ports = [*args[:3], *(kwargs[name] for name in ("query", "key", "value") if name in kwargs)]
    _check_no_more(args[3:], kwargs, ("query", "key", "value", "need_weights", "average_attn_weights"))
    _check_batch_first(module.batch_first)
    self_attention = len(set(ports)) == 1
    layer = make(
        "MultiheadAttention",
        num_heads=module.num_heads,
        dropout=float(module.dropout),
        bias=module.in_proj_bias is not None,
        add_bias_kv=module.bias_k is not None,
        add_zero_attn=module.add_zero_attn,
        self_attention=self_attention,
    )
    return layer, ports[:1] if self_attention else ports


def _encoder_layer(module: Any, args: Sequence[Any], kwargs: Mapping[str, Any]) -> tuple[Layer, list[Port]]:
    import torch.nn.functional as functional

    _check_no_more(args[1:], kwargs, ("src",))
    _check_batch_first(module.self_attn.batch_first)
    function = module.activation
    activation = {functional.relu: "relu", functional.gelu: "gelu"}.get(function, type(function).__name__.lower())
    layer = make(
        "TransformerEncoderLayer",
        nhead=module.self_attn.num_heads,
        dim_feedforward=module.linear1.out_features,
        dropout=float(module.dropout.p),
        activation=activation,
        layer_norm_eps=module.norm1.eps,
        norm_first=module.norm_first,
        bias=module.linear1.bias is not None,
    )
    return layer, [args[0] if args else kwargs["src"]]


def _recurrent(kind: str, module: Any, args: Sequence[Any], kwargs: Mapping[str, Any]) -> tuple[Layer, list[Port]]:
    _check_no_more(args[1:], kwargs, ("input",))
    _check_batch_first(module.batch_first)
    names = [name for name in LAYERS[kind].params() if name != "result"]
    return make(kind, **{name: getattr(module, name) for name in names}), [args[0] if args else kwargs["input"]]
