"""Modules of torch that are called in a way of their own: attention, recurrent layers, and unpooling with a size."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from builder.importing.common.trace import ImportFailed
from builder.layers import LAYERS, make
from builder.layers.base import Layer
from builder.model.graph import Port

RECURRENT = ("RNN", "GRU", "LSTM")


@dataclass(frozen=True, slots=True)
class Memory:
    """What a recurrent layer remembers after the last step; `way` says what was done to both directions so far."""

    of: Port
    way: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Unread:
    """A result that no block gives."""

    words: str


def read(kind: str, module: Any, args: Sequence[Any], kwargs: Mapping[str, Any]) -> tuple[Layer, list[Port]] | None:
    """The layer and what feeds it, for a module that is not read by its fields alone; raises ImportFailed, FieldError."""
    if kind == "MultiheadAttention":
        return _attention(module, args, kwargs)
    if kind == "TransformerEncoderLayer":
        return _encoder(module, args, kwargs)
    if kind in RECURRENT:
        return _recurrent(kind, module, args, kwargs)
    return None


def results(kind: str, ports: Sequence[Port]) -> Any:
    """What the module gives in torch, where that is not what its block gives."""
    if kind == "MultiheadAttention":
        return ports[0], Unread("the weights of attention")
    if kind == "LSTM":
        return ports[0], (Memory(ports[0]), Unread("the inner state of an LSTM"))
    if kind in RECURRENT:
        return ports[0], Memory(ports[0])
    return ports[0] if len(ports) == 1 else tuple(ports)


def _only(args: Sequence[Any], kwargs: Mapping[str, Any], quiet: Sequence[str] = ()) -> None:
    """Refuse whatever is given beside what can be drawn."""
    odd = [name for name, value in kwargs.items() if name not in quiet and value not in (None, False)]
    if odd or any(value is not None for value in args):
        raise ImportFailed(f"it is called with {', '.join(odd) or 'more than its input'}, which cannot be drawn")


def _batched(first: bool) -> None:
    if not first:
        raise ImportFailed("it wants the batch behind the series; only batch_first=True can be drawn")


def _attention(module: Any, args: Sequence[Any], kwargs: Mapping[str, Any]) -> tuple[Layer, list[Port]]:
    given = [*args[:3], *(kwargs[name] for name in ("query", "key", "value") if name in kwargs)]
    _only(args[3:], kwargs, ("query", "key", "value", "need_weights", "average_attn_weights"))
    _batched(module.batch_first)
    alone = len(set(given)) == 1
    layer = make(
        "MultiheadAttention",
        num_heads=module.num_heads,
        dropout=float(module.dropout),
        bias=module.in_proj_bias is not None,
        add_bias_kv=module.bias_k is not None,
        add_zero_attn=module.add_zero_attn,
        self_attention=alone,
    )
    return layer, given[:1] if alone else given


def _encoder(module: Any, args: Sequence[Any], kwargs: Mapping[str, Any]) -> tuple[Layer, list[Port]]:
    import torch.nn.functional as functional

    _only(args[1:], kwargs, ("src",))
    _batched(module.self_attn.batch_first)
    called = module.activation
    name = {functional.relu: "relu", functional.gelu: "gelu"}.get(called, type(called).__name__.lower())
    layer = make(
        "TransformerEncoderLayer",
        nhead=module.self_attn.num_heads,
        dim_feedforward=module.linear1.out_features,
        dropout=float(module.dropout.p),
        activation=name,
        layer_norm_eps=module.norm1.eps,
        norm_first=module.norm_first,
        bias=module.linear1.bias is not None,
    )
    return layer, [args[0] if args else kwargs["src"]]


def _recurrent(kind: str, module: Any, args: Sequence[Any], kwargs: Mapping[str, Any]) -> tuple[Layer, list[Port]]:
    _only(args[1:], kwargs, ("input",))
    _batched(module.batch_first)
    names = [name for name in LAYERS[kind].params() if name != "result"]
    return make(kind, **{name: getattr(module, name) for name in names}), [args[0] if args else kwargs["input"]]
