"""Files of ONNX for tests: real ones that torch writes, and small ones made by hand, byte by byte."""

import struct
import warnings
from pathlib import Path

import numpy as np
import torch

FLOAT, INT64, BOOL = 1, 7, 9
CODES = {"float32": 1, "uint8": 2, "int32": 6, "int64": 7, "bool": 9, "float16": 10, "float64": 11}


def export(module, shape, path, *, training=False, batch=1, **options):
    """Write `module` as torch does it; its exporter needs the package onnx only to add functions that nobody uses here."""
    from torch.onnx._internal.torchscript_exporter import onnx_proto_utils

    mode = torch.onnx.TrainingMode.TRAINING if training else torch.onnx.TrainingMode.EVAL
    kept = onnx_proto_utils._add_onnxscript_fn
    onnx_proto_utils._add_onnxscript_fn = lambda written, _opsets: written
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            example = torch.rand(batch, *shape, generator=torch.Generator().manual_seed(1))
            torch.onnx.export(
                module.train(training),
                (example,),
                path,
                dynamo=False,
                training=mode,
                do_constant_folding=not training,
                input_names=["image"],
                output_names=["scores"],
                **options,
            )
    finally:
        onnx_proto_utils._add_onnxscript_fn = kept
    return Path(path)


# -- protocol buffers by hand ------------------------------------------------------------------------------------------


def varint(value):
    value &= 2**64 - 1
    out = bytearray()
    while value > 127:
        out.append(value & 127 | 128)
        value >>= 7
    return bytes([*out, value])


def number(at, value):
    return varint(at << 3) + varint(value)


def stretch(at, value):
    data = value.encode() if isinstance(value, str) else bytes(value)
    return varint(at << 3 | 2) + varint(len(data)) + data


def real(at, value):
    return varint(at << 3 | 5) + struct.pack("<f", value)


def tensor(name, array, *, raw=True):
    """A TensorProto."""
    array = np.asarray(array)
    head = b"".join(number(1, size) for size in array.shape) + number(2, CODES[array.dtype.name]) + stretch(8, name)
    if raw:
        return head + stretch(9, array.tobytes())
    flat = array.reshape(-1)
    if array.dtype == np.float32:
        return head + stretch(4, flat.tobytes())
    return head + stretch(7 if array.dtype == np.int64 else 5, b"".join(varint(int(value)) for value in flat))


def attribute(name, value):
    """An AttributeProto, its kind given by the value."""
    head = stretch(1, name)
    if isinstance(value, float):
        return head + real(2, value) + number(20, 1)
    if isinstance(value, int):
        return head + number(3, value) + number(20, 2)
    if isinstance(value, str):
        return head + stretch(4, value) + number(20, 3)
    if isinstance(value, np.ndarray):
        return head + stretch(5, tensor("", value)) + number(20, 4)
    if value and isinstance(value[0], float):
        return head + b"".join(real(7, each) for each in value) + number(20, 6)
    return head + b"".join(number(8, each) for each in value) + number(20, 7)


def node(op, inputs, outputs, name="", domain="", **attributes):
    """A NodeProto."""
    parts = [stretch(1, each) for each in inputs] + [stretch(2, each) for each in outputs]
    parts += [stretch(3, name), stretch(4, op), stretch(7, domain)]
    return b"".join(parts + [stretch(5, attribute(key, value)) for key, value in attributes.items()])


def value(name, sizes, kind=FLOAT):
    """A ValueInfoProto; None or a word is a size that is left open."""
    dims = b"".join(stretch(1, number(1, size) if isinstance(size, int) else stretch(2, size or "n")) for size in sizes)
    return stretch(1, name) + stretch(2, stretch(1, number(1, kind) + stretch(2, dims)))


def model(nodes, tensors=None, inputs=(("x", ("n", 3, 8, 8)),), outputs=(("y", None),), opset=18):
    """A ModelProto with one graph; tensors are arrays by name, or what :func:`tensor` wrote."""
    graph = b"".join(stretch(1, each) for each in nodes) + stretch(2, "main")
    for name, array in (tensors or {}).items():
        graph += stretch(5, array if isinstance(array, bytes) else tensor(name, array))
    graph += b"".join(stretch(11, value(*each)) for each in inputs)
    for name, sizes in outputs:
        graph += stretch(12, stretch(1, name) if sizes is None else value(name, sizes))
    return number(1, 8) + stretch(2, "tests") + stretch(7, graph) + stretch(8, stretch(1, "") + number(2, opset))


def written(path, *arguments, **keywords):
    """Write :func:`model` to a file."""
    path = Path(path)
    path.write_bytes(model(*arguments, **keywords))
    return path
