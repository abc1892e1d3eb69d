"""Opaque blocks: they run and are checked, and no file can call what is not meant for it."""

from __future__ import annotations

import json
from typing import Any

import pytest
import torch

from builder.analysis import analyse
from builder.common.fields import FieldError
from builder.common.json_checks import ProjectError
from builder.emit import EmitError, emit
from builder.emit.compile import compile_graph
from builder.files.graph_json import graph_record, parse_graph
from builder.layers import LAYERS, Layer, make
from builder.layers.opaque import Placeholder, known, text_of
from builder.layers.opaque_targets import FUNCTIONALS, FUNCTIONS, METHODS, MODULES
from builder.model.graph import Graph
from builder.sketch import Sketch

RISKY = (
    "load save compile from_file from_numpy frombuffer as_tensor as_strided set_ resize_ apply map_ numpy hub jit ops classes "
    "utils serialization package data_ptr storage untyped_storage empty empty_like rand randn rand_like bernoulli dropout "
    "manual_seed set_default_device set_num_threads use_deterministic_algorithms typename inference_mode vmap func cond "
    "while_loop Generator Module Sequential ModuleList Parameter init parallel"
).split()


def around(layer: Layer, shape: tuple[int, ...]) -> Graph:
    """A network around one opaque block."""
    net = Sketch()
    x = net("Input", shape=shape)
    x = net(layer.kind, *[x for _ in layer.input_names], **layer.values())
    net("Output", x)
    return net.graph


def erf(**changes: Any) -> Layer:
    return make("Opaque", **{"target": "torch.erf", "takes": ("3×4",), "gives": ("3×4",), "reason": "no block", **changes})


def test_it_runs_as_it_was_written() -> None:
    module = compile_graph(around(erf(), (3, 4)))
    x = torch.randn(2, 3, 4)
    assert torch.equal(module(x), torch.erf(x))


def test_a_module_is_made_and_learns() -> None:
    layer = make(
        "Opaque",
        target="nn.CosineSimilarity",
        arguments=text_of((), {"dim": 2}),
        takes=("3×4", "3×4"),
        gives=("3",),
    )
    graph = around(layer, (3, 4))
    assert "nn.CosineSimilarity(dim=2)" in emit(graph).text
    x = torch.randn(2, 3, 4)
    assert torch.equal(compile_graph(graph)(x), torch.cosine_similarity(x, x, dim=2))


def test_a_function_reads_tensors_of_its_own() -> None:
    layer = make(
        "Opaque",
        target="torch.einsum",
        arguments=text_of(("bij,jk->bik", Placeholder("input", 0), Placeholder("weight", "matrix")), {}),
        takes=("3×4",),
        gives=("3×5",),
        learned=("matrix: 4 5",),
    )
    module = compile_graph(around(layer, (3, 4)))
    assert list(module.state_dict()) == ["opaque1.matrix"]
    assert analyse(around(layer, (3, 4))).parameters == 20
    torch.nn.init.normal_(module.opaque1.matrix)
    x = torch.randn(2, 3, 4)
    assert torch.allclose(module(x), x @ module.opaque1.matrix)


def test_brackets_and_the_size_of_the_batch() -> None:
    turned = make(
        "Opaque",
        target="Tensor[]",
        arguments=text_of(
            (Placeholder("input", 0), Placeholder("slice", (None, None, None)), (2, 0), Placeholder("rest", True)), {}
        ),
        takes=("3×4",),
        gives=("2×4",),
    )
    x = torch.randn(2, 3, 4)
    assert torch.equal(compile_graph(around(turned, (3, 4)))(x), x[:, [2, 0]])
    viewed = make(
        "Opaque",
        target="Tensor.view",
        arguments=text_of((Placeholder("input", 0), Placeholder("batch", 1), 2, 6), {}),
        takes=("3×4",),
        gives=("2×6",),
    )
    assert compile_graph(around(viewed, (3, 4)))(x).shape == (2, 2, 6)


def test_other_shapes_are_refused_in_words() -> None:
    (problem,) = analyse(around(erf(), (3, 5))).errors
    assert "was read from code for 3×4, but input1 gives 3×5" in problem.text()


def test_it_stands_in_no_palette_and_in_files() -> None:
    assert "Opaque" not in LAYERS
    graph = around(erf(learned=("w: 2 3",), fixed=("m:",)), (3, 4))
    assert parse_graph(json.loads(json.dumps(graph_record(graph)))) == graph


@pytest.mark.parametrize("name", RISKY)
def test_nothing_risky_can_be_called(name: str) -> None:
    assert not any(name in names for names in (MODULES, FUNCTIONALS, FUNCTIONS, METHODS))
    assert not any(known(f"{family}.{name}") for family in ("nn", "F", "torch", "Tensor"))


def test_every_name_is_torchs() -> None:
    import torch.nn.functional as functional

    assert all(hasattr(torch.nn, name) for name in MODULES)
    assert all(hasattr(functional, name) for name in FUNCTIONALS)
    assert all(hasattr(torch, name) for name in FUNCTIONS)
    assert all(hasattr(torch.Tensor, name) for name in METHODS)


HOSTILE = [
    {"target": "torch.load"},
    {"target": "torch.hub.load"},
    {"target": "os.system"},
    {"target": "nn.Module"},
    {"target": "torch.erf(x) or exit"},
    {"target": "torch.erf\n"},
    {"target": "Tensor.__class__"},
    {"target": "Tensor"},
    {"target": ""},
    {"arguments": "[" * 5000},
    {"arguments": "1" * 6000},
    {"arguments": "{}"},
    {"arguments": '["); exit("]'},
    {"arguments": '["{0.__class__}"]'},
    {"arguments": '[{"input": 1}]'},
    {"arguments": '[{"input": "0.__class__"}]'},
    {"arguments": '[{"input": true}]'},
    {"arguments": '[{"weight": "forward"}]'},
    {"arguments": '[{"slice": ["a", 1, 2]}]'},
    {"arguments": '[{"batch": 0}]'},
    {"arguments": "[NaN]"},
    {"arguments": "[1e999]"},
    {"arguments": "[99999999999]"},
    {"arguments": '[{"input": 0}, {"x)": 1}]'},
    {"arguments": '[{"input": 0}, {"__class__": 1}]'},
    {"arguments": json.dumps([0] * 2000)},
    {"takes": ("3×x",)},
    {"takes": ("9" * 5000,)},
    {"takes": ("3×4",) * 40},
    {"gives": ()},
    {"gives": ("²",)},
    {"learned": ("weight) : 3",)},
    {"learned": ("a: 3", "a: 4")},
    {"learned": ("a: 9999999999",)},
    {"reason": "a\nb"},
]


@pytest.mark.parametrize("changes", HOSTILE, ids=lambda changes: f"{next(iter(changes))} {str(changes)[:40]}")
def test_no_file_smuggles_code_in(changes: dict[str, Any]) -> None:
    with pytest.raises(FieldError):
        erf(**changes)
    record = graph_record(around(erf(), (3, 4)))
    record["blocks"][1]["layer"] |= json.loads(json.dumps(changes))
    with pytest.raises(ProjectError, match=r"graph\.blocks"):
        parse_graph(record)


def test_a_module_takes_plain_values_only() -> None:
    with pytest.raises(FieldError, match="plain values"):
        make("Opaque", target="nn.Fold", arguments='[{"input": 0}]', takes=("3",), gives=("3",))


LIES = [
    (erf(gives=("3×5",)), "stands for torch.erf, which gives 3×4, not 3×5"),
    (erf(target="torch.matmul"), "cannot call torch.matmul as it says"),
    (erf(target="torch.topk", arguments='[{"input": 0}, 2]'), "which gives 3×2, 3×2, not 3×4"),
    (erf(target="Tensor.repeat", arguments='[{"input": 0}, 1, 100000, 100000]'), "which gives 300000×400000, not 3×4"),
    (
        erf(target="nn.Linear", arguments='[{"in_features": 4, "out_features": 2147483647}]'),
        "which does not hold bias as it says",
    ),
    (erf(target="nn.Linear", arguments='[{"in_features": 2147483647, "out_features": 2147483647}]'), "cannot call nn.Linear"),
]


@pytest.mark.parametrize(("layer", "words"), LIES, ids=range(len(LIES)))
def test_what_a_file_says_is_checked_before_it_runs(layer: Layer, words: str) -> None:
    with pytest.raises(EmitError, match=words):
        compile_graph(around(layer, (3, 4)))


def test_too_many_fixed_numbers_are_refused() -> None:
    with pytest.raises(FieldError, match="at most 50,000,000 numbers"):
        erf(fixed=("a: 2147483647 2147483647",))
