"""Whatever lies in a file of ONNX: it is read or refused in words, soon; nothing else may come out."""

import time
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from builder.analysis import analyse
from builder.importing.common.trace import ImportFailed
from builder.importing.onnx.constant_folding import FOLDS
from builder.importing.onnx.importer import read_onnx
from builder.importing.onnx.registry import HANDLERS
from tests.support.lanes import draws
from tests.support.onnx_files import export, model, node, tensor
from tests.support.onnx_networks import build_network

pytestmark = pytest.mark.slow


LONGEST = 5.0
"""Seconds that a small file may take."""


class Real:
    """Files that torch wrote, as bytes, and a place to write others."""

    def __init__(self, folder: Path) -> None:
        self.path = folder / "changed.onnx"
        self.files = []
        for name in ("lenet", "gated", "normed", "upscaled"):
            module, shape = build_network(name)
            self.files.append(export(module, shape, folder / "real.onnx").read_bytes())

    def __repr__(self) -> str:
        return "real"


@pytest.fixture(scope="module")
def real(tmp_path_factory: pytest.TempPathFactory) -> Real:
    return Real(tmp_path_factory.mktemp("onnx"))


def survives(path: Path, data: bytes) -> None:
    """Read `data`; raises whatever must not be raised, and fails where it takes too long."""
    path.write_bytes(data)
    begun = time.monotonic()
    refusal = None
    try:
        drawn = read_onnx(path)
    except ImportFailed as error:
        refusal = str(error)
    assert analyse(drawn.graph).ok if refusal is None else 0 < len(refusal) < 2000
    assert time.monotonic() - begun < LONGEST


CHANGES = st.lists(
    st.tuples(st.sampled_from(["set", "cut", "insert", "double", "end"]), st.floats(0, 1), st.binary(min_size=1, max_size=12)),
    min_size=1,
    max_size=6,
)


def changed(data: bytes, changes: list[tuple[str, float, bytes]]) -> bytes:
    """The bytes with some changes made to them; most of a file is weights, so that half of the changes go elsewhere."""
    for way, where, new in changes:
        at = int(where * len(data))
        match way:
            case "set":
                data = data[:at] + new + data[at + len(new) :]
            case "cut":
                data = data[:at] + data[at + len(new) :]
            case "insert":
                data = data[:at] + new + data[at:]
            case "double":
                data = data[:at] + data[max(0, at - 40) : at] + data[at:]
            case "end":
                data = data[: at + 1]
    return data


@settings(max_examples=draws(60), suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(changes=CHANGES, which=st.integers(0, 3))
def test_damaged_files_of_torch(real: Real, changes: list[tuple[str, float, bytes]], which: int) -> None:
    survives(real.path, changed(real.files[which], changes))


@settings(max_examples=draws(60), suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.binary(max_size=400))
def test_any_bytes(real: Real, data: bytes) -> None:
    survives(real.path, data)


WHOLE = st.integers(-(2**63), 2**63 - 1) | st.integers(-5, 9)
NAMES = st.sampled_from(["x", "a", "b", "c", "d", "e", "w", "v", "n", ""])
WORDS = """axis axes perm pads strides dilations kernel_shape group alpha beta transB epsilon keepdims to mode size value
split output_padding num_groups starts ends steps shape allowzero ceil_mode auto_pad min max blocksize bias start end"""
ATTRIBUTES = st.dictionaries(
    st.sampled_from(WORDS.split()),
    WHOLE
    | st.lists(WHOLE, max_size=8)
    | st.floats(width=32)
    | st.sampled_from(["SAME_UPPER", "reflect", "linear", "x"])
    | st.lists(st.floats(width=32), max_size=4).map(lambda values: [*values, 1.0]),
    max_size=4,
)
NODES = st.lists(
    st.tuples(st.sampled_from(sorted({*HANDLERS, *FOLDS, "If", "Loop"})), st.lists(NAMES, max_size=4), ATTRIBUTES),
    min_size=1,
    max_size=5,
)
TENSORS = {
    "w": np.arange(54, dtype=np.float32).reshape(6, 3, 3, 1) / 50,
    "v": np.arange(8, dtype=np.float32),
    "n": np.array([1, -1, 2], np.int64),
}


@settings(max_examples=draws(250), suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(steps=NODES, batch=st.sampled_from([1, 2, "n"]), opset=st.sampled_from([7, 12, 18]))
def test_any_nodes(real: Real, steps: list[tuple[str, list[str], dict[str, Any]]], batch: int | str, opset: int) -> None:
    results = "abcde"
    nodes = [node(op, given, [results[at], f"{results[at]}2"], **words) for at, (op, given, words) in enumerate(steps)]
    inputs = [("x", (batch, 3, 4, 8))]
    survives(real.path, model(nodes, TENSORS, inputs=inputs, outputs=[(results[len(steps) - 1], None)], opset=opset))


def test_a_file_that_wants_to_keep_us_busy(tmp_path: Path) -> None:
    many = model([node("Relu", ["x"], ["x2"])] * 30_000)
    (tmp_path / "many.onnx").write_bytes(many)
    with pytest.raises(ImportFailed, match="it has 30,000 nodes; at most 20,000 can be read"):
        read_onnx(tmp_path / "many.onnx")
    (tmp_path / "entries.onnx").write_bytes(b"\x08\x01" * 4_200_000)
    begun = time.monotonic()
    with pytest.raises(ImportFailed, match="more than 4,000,000 entries"):
        read_onnx(tmp_path / "entries.onnx")
    assert time.monotonic() - begun < 20
    doubled = [node("Concat", [f"v{at}", f"v{at}"], [f"v{at + 1}"], axis=0) for at in range(60)]
    held = {"v0": tensor("v0", np.zeros(64, np.int64))}
    (tmp_path / "bomb.onnx").write_bytes(model([*doubled, node("Reshape", ["x", "v60"], ["y"])], held))
    with pytest.raises(ImportFailed, match="numbers out of"):
        read_onnx(tmp_path / "bomb.onnx")
    again = [node("Add", [f"v{at}", "one"], [f"v{at + 1}"]) for at in range(9000)]
    held = {"v0": np.zeros(2**16, np.int64), "one": np.ones(1, np.int64)}
    (tmp_path / "slow.onnx").write_bytes(model([*again, node("Reshape", ["x", "v9000"], ["y"])], held))
    with pytest.raises(ImportFailed, match="works out more than any network needs"):
        read_onnx(tmp_path / "slow.onnx")
