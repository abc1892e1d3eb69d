"""From an ONNX file to blocks, with numpy alone: neither torch nor the package onnx is imported.

`importer` is the way in. `protobuf`, `tensor_reader` and `model_reader` decode the file; `interpreter` goes through its
nodes and adds blocks by `state` and `node_context`; handlers of operators are in `arithmetic`, `shape_ops` and
`weighted_ops`. Names are those of `importing/torch/` wherever the job is the same. May import `importing/common/` and
what that may import, but nothing else of `importing/`.
"""
