"""From an ONNX file to blocks, with numpy alone: neither torch nor the package onnx is imported.

`protobuf`, `tensor_reader` and `model_reader` decode the file; `importer` goes through its nodes and adds blocks by `state`
and `node_context`; handlers of operators are in `arithmetic`, `shape_ops` and `weighted_ops`, named as in
`importing/torch/` where they do the same. May import `importing/common/`, but nothing else of `importing/`.
"""
