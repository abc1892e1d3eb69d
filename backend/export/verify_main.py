"""Loads an exported file as anybody would, with torch alone: ``python -I verify_main.py REQUEST.json``.

It is run as a file in a fresh interpreter, refuses every import of Convas, and compares the outputs of the file with
the outputs of the network when the file was made. It imports nothing of Convas, so it writes its reply itself.
"""

from __future__ import annotations

import importlib.util
import json
import sys
import traceback
from collections.abc import Sequence
from importlib.machinery import ModuleSpec
from pathlib import Path
from types import ModuleType
from typing import Any

TOLERANCE = 1e-5
"""The largest difference of outputs that is accepted, relative to the largest output."""


class RefuseConvas:
    """Finds no module of Convas, wherever it may be installed."""

    def __init__(self, rooms: Sequence[str]) -> None:
        self.rooms = set(rooms)

    def find_spec(self, name: str, _path: Sequence[str] | None = None, _target: ModuleType | None = None) -> ModuleSpec | None:
        """Raise for our own packages; leave all others to the next finder."""
        if name.partition(".")[0] in self.rooms:
            raise ImportError(f"the exported file asks for {name}, which is part of Convas")
        return None


def main(request: Path) -> None:
    """Check the file of the request and write the reply."""
    asked = json.loads(request.read_text(encoding="utf-8"))
    sys.meta_path.insert(0, RefuseConvas(asked["refused"]))
    try:
        reply: dict[str, Any] = {"result": compare(asked)}
    except Exception:  # noqa: BLE001  # the edge of the process: our own file does not load, a bug
        reply = {"bug": traceback.format_exc()}
    Path(asked["reply"]).write_text(json.dumps(reply), encoding="utf-8")


def compare(asked: dict[str, Any]) -> dict[str, Any]:
    """The largest difference of the outputs, and whether it is within TOLERANCE."""
    import torch

    reference = torch.load(asked["reference"], weights_only=True)
    module = load_network(asked, reference["state"])
    apart, largest = 0.0, 1.0
    for mode in (module.eval, lambda: module.train().eval()):
        mode()
        with torch.no_grad():
            for inputs, results in zip(reference["inputs"], reference["outputs"], strict=True):
                found = difference(module(*inputs), results)
                if found is None:
                    return {"same": False, "max_difference": None}
                apart, largest = max(apart, found[0]), max(largest, found[1])
    return {"same": apart <= TOLERANCE * largest, "max_difference": apart}


def difference(answer: Any, results: Sequence[Any]) -> tuple[float, float] | None:
    """The largest absolute difference and the largest absolute value; None where number, shapes or NaNs differ.

    `answer` is what the module gives: a tensor (N, ...) or a tuple of them; `results` are the expected tensors.
    """
    answers = list(answer) if isinstance(answer, tuple) else [answer]
    if [each.shape for each in answers] != [each.shape for each in results]:
        return None
    apart, largest = 0.0, 0.0
    for given, expected in zip(answers, results, strict=True):
        number = expected.isfinite()
        if not given.isfinite().equal(number):
            return None
        if number.any():
            apart = max(apart, float((given[number] - expected[number]).abs().max()))
            largest = max(largest, float(expected[number].abs().max()))
    return apart, largest


def load_network(asked: dict[str, Any], state: dict[str, Any]) -> Any:
    """The network from the file. A source alone has no weights: it gets those it is compared with."""
    import torch

    if asked["content"] == "module":
        return torch.load(asked["result"], weights_only=False)
    source = Path(asked["result"]) if asked["content"] == "source" else Path(asked["source_file"])
    module = import_class(source, asked["class_name"])()
    module.load_state_dict(state if asked["content"] == "source" else torch.load(asked["result"], weights_only=True))
    return module


def import_class(path: Path, class_name: str) -> Any:
    """The class in a source file, imported as a module."""
    spec = importlib.util.spec_from_loader("exported", loader=None)
    assert spec is not None
    module = importlib.util.module_from_spec(spec)
    exec(compile(path.read_text(encoding="utf-8"), str(path), "exec"), module.__dict__)  # noqa: S102 - the file just exported
    return getattr(module, class_name)


if __name__ == "__main__":
    main(Path(sys.argv[1]))
