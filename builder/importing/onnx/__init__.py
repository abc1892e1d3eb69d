"""From an ONNX file to blocks: a bounded reader, and rules per operator."""
