"""Files of ONNX made by hand: what newer exporters write, tensors in other files, and everything that is refused."""

import os
from pathlib import Path

import numpy as np
import pytest
import torch
import torch.nn.functional as F
from torch import Tensor

from builder import compile_graph
from builder.importing.common.trace import ImportFailed
from builder.importing.onnx.importer import ImportedOnnx, read_onnx
from builder.importing.onnx.model_reader import read_model
from tests.support.onnx_files import attribute, export, model, node, number, stretch, tensor, value, written
from tests.support.onnx_networks import build_network

RANDOM = np.random.default_rng(5)


def numbers(*sizes: int) -> np.ndarray:
    return RANDOM.normal(0, 0.5, sizes).astype(np.float32)


def whole(*values: int) -> np.ndarray:
    return np.array(values, np.int64)


def answer(drawn: ImportedOnnx, x: Tensor) -> Tensor:
    module = compile_graph(drawn.graph)
    module.load_state_dict({key: torch.from_numpy(array.copy()) for key, array in drawn.weights.items()})
    with torch.no_grad():
        return module.eval()(x)


def kinds(drawn: ImportedOnnx) -> list[str]:
    return [drawn.graph.blocks[id].kind for id in drawn.graph.order()]


def names(drawn: ImportedOnnx) -> list[str]:
    return [drawn.graph.blocks[id].name for id in drawn.graph.order()]


# -- what is read ------------------------------------------------------------------------------------------------------


def test_what_the_newer_exporter_of_torch_writes(tmp_path: Path) -> None:
    weight, bias = numbers(6, 3, 3, 3), numbers(6)
    scale, shift, fc, fc_bias = numbers(6), numbers(6), numbers(4, 3), numbers(4)
    nodes = [
        node("Conv", ["x", "layer1.0.conv1.weight", "layer1.0.conv1.bias"], ["conv2d"], "node_conv2d", pads=[1] * 4, group=1),
        node("Relu", ["conv2d"], ["relu"], "node_relu"),
        node("Split", ["relu"], ["split_0", "split_1"], "node_split", axis=1, num_outputs=2),
        node("Add", ["split_0", "split_1"], ["add"], "node_add"),
        node("Gelu", ["add"], ["gelu"], "node_gelu", approximate="none"),
        node("ReduceMean", ["gelu", "axes"], ["mean"], "node_mean", keepdims=1),
        node("Reshape", ["mean", "shape"], ["view"], "node_view", allowzero=1),
        node("Gemm", ["view", "fc.weight", "fc.bias"], ["y"], "node_linear", transB=1, alpha=1.0, beta=1.0),
    ]
    held = {"layer1.0.conv1.weight": weight, "layer1.0.conv1.bias": bias, "fc.weight": fc, "fc.bias": fc_bias}
    held |= {"axes": whole(-1, -2), "shape": whole(-1, 3), "unused": scale, "unused2": shift}
    drawn = read_onnx(written(tmp_path / "net.onnx", nodes, held, opset=20, outputs=[("y", ("n", 4))]))
    assert names(drawn) == ["x", "layer1_0_conv1", "relu1", "chunk1", "add1", "gelu1", "pool1", "flatten1", "fc", "y"]
    x = torch.rand(5, 3, 8, 8)
    first, second = F.relu(F.conv2d(x, torch.tensor(weight), torch.tensor(bias), padding=1)).chunk(2, 1)
    expected = F.linear(F.gelu(first + second).mean((2, 3)), torch.tensor(fc), torch.tensor(fc_bias))
    assert torch.allclose(answer(drawn, x), expected, atol=1e-6)


def test_a_matrix_product_and_a_sum_are_one_layer(tmp_path: Path) -> None:
    weight, bias = numbers(8, 5), numbers(5)
    nodes = [node("MatMul", ["x", "w"], ["product"]), node("Add", ["b", "product"], ["y"])]
    drawn = read_onnx(written(tmp_path / "net.onnx", nodes, {"w": weight, "b": bias}, inputs=[("x", ("n", 4, 8))]))
    assert kinds(drawn) == ["Input", "Linear", "Output"]
    x = torch.rand(3, 4, 8)
    assert torch.allclose(answer(drawn, x), x @ torch.tensor(weight) + torch.tensor(bias), atol=1e-6)


def test_a_bias_is_not_taken_from_those_who_read_the_result_without_it(tmp_path: Path) -> None:
    weight, bias = numbers(4, 3, 1, 1), numbers(4, 1, 1)
    after = {
        "twice": [node("Add", ["c", "b"], ["z"]), node("Mul", ["c", "z"], ["y"])],
        "behind": [node("Identity", ["c"], ["d"]), node("Add", ["d", "b"], ["z"]), node("Mul", ["c", "z"], ["y"])],
        "curve": [node("Tanh", ["c"], ["d"]), node("Add", ["c", "b"], ["z"]), node("Mul", ["d", "z"], ["y"])],
    }
    x = torch.rand(2, 3, 8, 8)
    plain = F.conv2d(x, torch.tensor(weight))
    for way, rest in after.items():
        nodes = [node("Conv", ["x", "w"], ["c"]), *rest]
        drawn = read_onnx(written(tmp_path / "net.onnx", nodes, {"w": weight, "b": bias}))
        other = torch.tanh(plain) if way == "curve" else plain
        assert torch.allclose(answer(drawn, x), other * (plain + torch.tensor(bias)), atol=1e-6), way
        assert "Parameter" in kinds(drawn)


def test_a_bias_is_not_given_to_a_layer_whose_weights_another_uses(tmp_path: Path) -> None:
    weight, bias = numbers(8, 8), numbers(8)
    nodes = [
        node("MatMul", ["x", "w"], ["a"]),
        node("MatMul", ["a", "w"], ["b"]),
        node("Add", ["b", "bias"], ["y"]),
    ]
    drawn = read_onnx(written(tmp_path / "net.onnx", nodes, {"w": weight, "bias": bias}, inputs=[("x", ("n", 8))]))
    x, w = torch.rand(3, 8), torch.tensor(weight)
    assert torch.allclose(answer(drawn, x), x @ w @ w + torch.tensor(bias), atol=1e-6)


@pytest.mark.parametrize("kind", ["half", "double", "brain", "loose", "loose half"])
def test_weights_of_every_precision(tmp_path: Path, kind: str) -> None:
    weight = RANDOM.integers(-8, 8, (2, 3, 1, 1)).astype(np.float32) / 4
    head = b"".join(number(1, size) for size in weight.shape) + stretch(8, "w")
    if kind == "brain":
        raw = (weight.view(np.uint32) >> 16).astype("<u2")
        held = head + number(2, 16) + stretch(9, raw.tobytes())
    elif kind == "loose half":
        bits = weight.astype(np.float16).view(np.uint16).reshape(-1)
        held = head + number(2, 10) + b"".join(number(5, int(each)) for each in bits)
    else:
        of = {"half": np.float16, "double": np.float64}.get(kind, np.float32)
        held = tensor("w", weight.astype(of), raw=kind != "loose")
    drawn = read_onnx(written(tmp_path / "net.onnx", [node("Conv", ["x", "w"], ["y"])], {"w": held}))
    (found,) = drawn.weights.values()
    assert found.dtype == np.float32
    assert np.array_equal(found, weight)


def external(location: str, **more: str) -> bytes:
    """A tensor whose numbers lie in a file."""
    words = {"location": location, **more}
    entries = b"".join(stretch(13, stretch(1, key) + stretch(2, text)) for key, text in words.items())
    return b"".join(number(1, size) for size in (2, 3, 1, 1)) + number(2, 1) + stretch(8, "w") + entries + number(14, 1)


def test_weights_may_lie_in_a_file_beside_it(tmp_path: Path) -> None:
    weight = numbers(2, 3, 1, 1)
    (tmp_path / "net.onnx.data").write_bytes(b"1234" + weight.tobytes() + b"rest")
    held = {"w": external("net.onnx.data", offset="4", length="24")}
    drawn = read_onnx(written(tmp_path / "net.onnx", [node("Conv", ["x", "w"], ["y"])], held))
    assert np.array_equal(next(iter(drawn.weights.values())), weight)


@pytest.mark.parametrize(
    ("location", "more", "words"),
    [
        ("../secret.data", {}, "only files in its own folder are read"),
        ("/etc/passwd", {}, "only files in its own folder are read"),
        ("C:\\secret.data", {}, "only files in its own folder are read"),
        ("link.data", {}, "only files in its own folder are read"),
        ("", {}, "only files in its own folder are read"),
        ("a\0b", {}, "only files in its own folder are read"),
        ("not-there.data", {}, "not-there.data beside it, which cannot be opened: there is no such file or folder"),
        ("folder.data", {}, "it is not a file"),
        ("pipe.data", {}, "it is not a file"),
        ("short.data", {}, "should hold 6 numbers, but 3 are there"),
        ("short.data", {"length": "999999999"}, "should hold 6 numbers, but 3 are there"),
        ("short.data", {"offset": "999999999"}, "should hold 6 numbers, but 0 are there"),
        ("short.data", {"offset": "-4"}, "'-4' is no number of bytes"),
        ("short.data", {"length": "1e9"}, "'1e9' is no number of bytes"),
    ],
)
def test_no_other_file_is_read(tmp_path: Path, location: str, more: dict[str, str], words: str) -> None:
    (tmp_path / "secret.data").write_bytes(bytes(24))
    folder = tmp_path / "folder"
    folder.mkdir()
    (folder / "folder.data").mkdir()
    (folder / "short.data").write_bytes(bytes(12))
    (folder / "link.data").symlink_to(tmp_path / "secret.data")
    os.mkfifo(folder / "pipe.data")
    path = written(folder / "net.onnx", [node("Conv", ["x", "w"], ["y"])], {"w": external(location, **more)})
    with pytest.raises(ImportFailed, match=words):
        read_onnx(path)


def test_reading_can_be_cancelled(tmp_path: Path) -> None:
    path = written(tmp_path / "net.onnx", [node("Relu", ["x"], ["y"])])
    with pytest.raises(ImportFailed, match="cancelled"):
        read_onnx(path, cancelled=lambda: True)


def test_a_size_that_is_left_open_is_asked_for(tmp_path: Path) -> None:
    nodes = [node("Relu", ["x"], ["y"])]
    path = written(tmp_path / "net.onnx", nodes, inputs=[("x", ("n", 3, "h", "w"))])
    with pytest.raises(ImportFailed, match=r"leaves its size open \(3×\?×\?\); give that of a sample, such as 3,224,224"):
        read_onnx(path)
    drawn = read_onnx(path, (3, 5, 7))
    assert drawn.graph.blocks[1].layer.shape == (3, 5, 7)
    with pytest.raises(ImportFailed, match="is for samples of 3×\\?×\\?, not of 1×5×7"):
        read_onnx(path, (1, 5, 7))


def test_two_inputs_and_two_results(tmp_path: Path) -> None:
    nodes = [node("Add", ["left", "right"], ["sum"]), node("Relu", ["sum"], ["main"]), node("Tanh", ["sum"], ["aside"])]
    ends = {"inputs": [("left", (1, 4)), ("right", (1, 4))], "outputs": [("main", None), ("aside", None)]}
    drawn = read_onnx(written(tmp_path / "net.onnx", nodes, **ends))
    a, b = torch.rand(2, 4), torch.rand(2, 4)
    main, aside = compile_graph(drawn.graph)(a, b)
    assert torch.equal(main, torch.relu(a + b))
    assert torch.equal(aside, torch.tanh(a + b))
    assert {"left", "right", "main", "aside"} <= set(names(drawn))


# -- what is refused ---------------------------------------------------------------------------------------------------

SHAPE = {"inputs": [("x", (1, 3, 8, 8))]}
REFUSED = {
    "unknown operator": ([node("NonZero", ["x"], ["y"], "/nz")], {}, r"NonZero has no block .* \(in the node /nz\)"),
    "other domain": ([node("Fancy", ["x"], ["y"], domain="com.microsoft")], {}, "Fancy is no operator of ONNX itself but of"),
    "unknown input": ([node("Relu", ["nothing"], ["y"])], {}, r"Relu reads 'nothing', which nothing before it makes"),
    "no input": ([node("Relu", [], ["y"])], {}, "Relu is given nothing to work on"),
    "left out": ([node("Relu", [""], ["y"])], {}, "Relu is given nothing to work on"),
    "computed weight": ([node("Conv", ["x", "x"], ["y"])], {}, "Conv computes its weight each time"),
    "odd weight": ([node("Conv", ["x", "w"], ["y"])], {"w": numbers(3)}, r"Conv has a weight of \[3\]"),
    "wrong channels": ([node("Conv", ["x", "w"], ["y"])], {"w": numbers(2, 5, 1, 1)}, "Conv would need a weight of"),
    "negative border": ([node("Conv", ["x", "w"], ["y"], pads=[-1] * 4)], {"w": numbers(2, 3, 1, 1)}, "Conv has a border of"),
    "odd attribute": ([node("Conv", ["x", "w"], ["y"], strides="two")], {"w": numbers(2, 3, 1, 1)}, "odd as its strides"),
    "huge stride": ([node("MaxPool", ["x"], ["y"], kernel_shape=[2, 2], strides=[2**62, 0])], {}, "MaxPool cannot be drawn"),
    "window too large": ([node("MaxPool", ["x"], ["y"], kernel_shape=[20, 20])], {}, "20"),
    "uneven border": (
        [node("AveragePool", ["x"], ["y"], kernel_shape=[2, 2], pads=[0, 0, 1, 1])],
        {},
        "border of .0, 0, 1, 1., which is not the same",
    ),
    "the batch": ([node("Transpose", ["x"], ["y"], perm=[1, 0, 2, 3])], {}, "Transpose puts the batch behind"),
    "odd order": ([node("Transpose", ["x"], ["y"], perm=[0, 1, 1, 7])], {}, "Transpose orders 4 axes as"),
    "samples": (
        [node("Slice", ["x", "a", "b", "c"], ["y"])],
        {"a": whole(1), "b": whole(2), "c": whole(0)},
        "samples of a batch",
    ),
    "no axis": ([node("Concat", ["x", "x"], ["y"], axis=9)], {}, "Concat is about axis 9 of 4"),
    "reshape": ([node("Reshape", ["x", "s"], ["y"])], {"s": whole(1, 7)}, r"cannot make \[1, 7\] of \[1, 3, 8, 8\]"),
    "two open sizes": ([node("Reshape", ["x", "s"], ["y"])], {"s": whole(-1, -1)}, "cannot make"),
    "erf alone": ([node("Erf", ["x"], ["y"])], {}, "Erf has no block"),
    "divided": ([node("Relu", ["x"], ["z"]), node("Div", ["x", "z"], ["y"])], {}, "Div divides one result by another"),
    "by nought": ([node("Relu", ["x"], ["z"]), node("Div", ["z", "c"], ["y"])], {"c": np.float32(0)}, "Div divides by 0"),
    "argmax": ([node("ArgMax", ["x"], ["y"])], {}, "ArgMax has no block"),
    "folding": ([node("Gather", ["c", "x1"], ["y"])], {"c": whole(1), "x1": whole(9)}, "numbers that it cannot work with"),
    "too much": ([node("ConstantOfShape", ["c"], ["y"])], {"c": whole(2**20, 2**20)}, "would make 1,099,511,627,776 numbers"),
    "no result": ([node("Relu", ["x"], ["z"])], {}, "Its result y is not computed from its input"),
    "only constant": ([node("Identity", ["c"], ["y"])], {"c": numbers(3)}, "Its result y is not computed from its input"),
    "loop": ([node("Loop", ["", ""], ["y"])], {}, "Loop has no block"),
    "condition": ([node("If", ["x"], ["y"])], {}, "If computes its condition each time"),
    "pieces": ([node("Split", ["x"], ["y", "z"], axis=1, split=[5, 5])], {}, "Split makes 2 pieces of"),
    "not finite": ([node("Mul", ["x", "c"], ["y"])], {"c": np.full((3, 1, 1), np.nan, np.float32)}, "not finite"),
}


@pytest.mark.parametrize("case", REFUSED)
def test_what_cannot_be_drawn_is_said(tmp_path: Path, case: str) -> None:
    nodes, held, words = REFUSED[case]
    with pytest.raises(ImportFailed, match=words) as refusal:
        read_onnx(written(tmp_path / "net.onnx", nodes, held, **SHAPE))
    assert str(refusal.value).startswith("net.onnx cannot be drawn. ")
    assert str(refusal.value).endswith(".")


def test_names_from_a_file_are_shown_harmlessly(tmp_path: Path) -> None:
    nodes = [node("Fan\x1b[31mcy", ["x"], ["y"], "n" * 900)]
    with pytest.raises(ImportFailed) as refusal:
        read_onnx(written(tmp_path / "net.onnx", nodes))
    assert str(refusal.value).startswith("net.onnx cannot be drawn. Fan?[31mcy has no block")
    assert len(str(refusal.value)) < 700


def graph_with(*parts: bytes) -> bytes:
    return number(1, 8) + stretch(7, b"".join(parts)) + stretch(8, stretch(1, "") + number(2, 18))


def tensor_of(*sizes: int, raw: bytes = b"", kind: int = 1) -> bytes:
    return stretch(5, b"".join(number(1, size) for size in sizes) + number(2, kind) + stretch(8, "w") + stretch(9, raw))


DAMAGED = {
    "empty": (b"", "holds no network"),
    "text": (b"class Net(nn.Module):\n    pass\n", "no file of ONNX, or is damaged"),
    "zip": (b"PK\x03\x04" + bytes(60), "no file of ONNX, or is damaged"),
    "length beyond the end": (stretch(7, b"")[:1] + b"\xff\xff\xff\xff\x0f", "bytes where 0 are left"),
    "number without end": (b"\x08" + b"\xff" * 20, "a number has no end"),
    "a group": (b"\x0b\x0c", "of kind 3, which does not exist"),
    "negative size": (graph_with(tensor_of(-1)), "sizes that cannot be"),
    "huge size": (
        graph_with(tensor_of(2**40, 2**40)),
        "should hold 1,208,925,819,614,629,174,706,176 numbers, but 0 are there",
    ),
    "too few bytes": (graph_with(tensor_of(4, raw=bytes(12))), "should hold 4 numbers, but 3 are there"),
    "half a number": (graph_with(tensor_of(1, raw=bytes(3))), "3 bytes are no row of float32"),
    "words": (graph_with(tensor_of(1, kind=8)), "the tensor w holds string"),
    "no type": (graph_with(tensor_of(1, kind=77)), "the tensor w holds numbers of type 77"),
    "long name": (graph_with(stretch(1, stretch(4, "x" * 5000))), "a name has 5,000 letters"),
    "no version": (number(1, 8) + stretch(7, stretch(2, "g")), "which version of the operators"),
    "sparse": (graph_with(stretch(15, b"")), "lists of what is not 0"),
}


@pytest.mark.parametrize("case", DAMAGED)
def test_a_damaged_file_is_said(tmp_path: Path, case: str) -> None:
    data, words = DAMAGED[case]
    path = tmp_path / "net.onnx"
    path.write_bytes(data)
    with pytest.raises(ImportFailed, match=words):
        read_onnx(path)


def test_what_is_no_file_is_said(tmp_path: Path) -> None:
    for path, words in (
        (tmp_path, "it is not a file"),
        (tmp_path / "nix.onnx", "there is no such file"),
        ("a\0b", "cannot be opened"),
    ):
        with pytest.raises(ImportFailed, match=words):
            read_onnx(path)


def test_networks_inside_of_nodes_end_somewhere(tmp_path: Path) -> None:
    inner = stretch(1, node("Relu", ["x"], ["y"])) + stretch(12, value("y", (1,)))
    for _ in range(200):
        held = stretch(1, "then_branch") + stretch(6, inner) + number(20, 5)
        inner = stretch(1, stretch(4, "If") + stretch(5, held)) + stretch(12, value("y", (1,)))
    path = tmp_path / "net.onnx"
    path.write_bytes(graph_with(inner))
    with pytest.raises(ImportFailed, match="networks inside of nodes, more than 4 deep"):
        read_onnx(path)


@pytest.mark.slow
def test_a_long_chain_is_no_deep_one(tmp_path: Path) -> None:
    steps = [node("Sigmoid", [f"v{at}" if at else "x"], [f"v{at + 1}"]) for at in range(2000)]
    drawn = read_onnx(written(tmp_path / "net.onnx", [*steps, node("Relu", ["v2000"], ["y"])], **SHAPE))
    assert kinds(drawn).count("Sigmoid") == 2000


def test_attributes_of_every_kind(tmp_path: Path) -> None:
    values = {"one": 1.5, "two": -3, "three": "word", "four": np.arange(3), "five": [1.5, 2.5], "six": [-1, 2]}
    path = written(tmp_path / "net.onnx", [node("Odd", ["x"], ["y"], "n", **values)])
    (found,) = read_model(path).nodes
    assert (found.op, found.name, found.inputs, found.outputs) == ("Odd", "n", ("x",), ("y",))
    assert found.attributes.pop("four").tolist() == [0, 1, 2]
    assert found.attributes == {"one": 1.5, "two": -3, "three": "word", "five": (1.5, 2.5), "six": (-1, 2)}
    assert attribute("n", 1)[:2] == b"\x0a\x01"
    assert len(model([])) > 10


def test_torchs_own_file_holds_what_the_reader_says(tmp_path: Path) -> None:
    module, shape = build_network("vgg")
    read = read_model(export(module, shape, tmp_path / "net.onnx", training=True))
    assert read.producer == "pytorch"
    assert (read.inputs[0].name, read.inputs[0].type, read.inputs[0].sizes) == ("image", "float32", (1, 3, 16, 16))
    for name, held in module.state_dict().items():
        if "num_batches" not in name:
            assert np.array_equal(read.tensors[name], held.numpy())
