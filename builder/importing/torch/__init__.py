"""From a torch module to blocks: tracers, an interpreter of their traces, handlers of functions, and the child process.

`importer` is the way in. `interpreter` goes through the steps of a trace and adds blocks by `state` and `call`;
`functions` finds the handler of a function in `registry`, where `arithmetic`, `constants`, `shape_ops` and
`weighted_ops` have put theirs. May import `importing/common/` with what that may import, `importing/grouping/` and
builder/files, but nothing of `importing/onnx/`; torch itself only inside of functions, so that `child_client` and
`source_scan` stay light.
"""
