"""The machine a training runs on, and what is reported when it falls short."""

from __future__ import annotations

import errno
import os
import subprocess
import sys

import pytest
import torch

from backend.failures import machine_message, torch_message
from backend.training.device import cores, device_for, thread_count, torch_threads


@pytest.mark.slow
@pytest.mark.parametrize("first", ["backend.training.engine", "backend.export.child_main", "gui.shell.training_wiring"])
def test_torch_threads_are_told_not_to_spin_before_torch_comes(first: str) -> None:
    program = (
        "import importlib, os, sys\n"
        "class Watch:\n"
        "    def find_spec(self, name, path=None, target=None):\n"
        "        if name == 'torch': print(os.environ.get('GOMP_SPINCOUNT'))\n"
        "sys.meta_path.insert(0, Watch())\n"
        f"importlib.import_module('{first}')\n"
        "import torch"
    )
    clean = {name: value for name, value in os.environ.items() if name != "GOMP_SPINCOUNT"}
    for given, expected in (({}, "10000"), ({"GOMP_SPINCOUNT": "77"}, "77")):
        done = subprocess.run(
            [sys.executable, "-c", program], env={**clean, **given}, capture_output=True, text=True, check=True, timeout=120
        )
        assert done.stdout.split()[0] == expected


def test_no_more_threads_than_cores() -> None:
    assert thread_count(0) == cores() >= 1
    assert thread_count(1) == 1
    assert thread_count(1024) == cores()


def test_torch_is_given_back_also_after_an_error() -> None:
    before, random = torch.get_num_threads(), torch.get_rng_state()
    with pytest.raises(ZeroDivisionError), torch_threads(1):
        torch.rand(1 // 0)
    with torch_threads(1):
        torch.rand(3)
    assert torch.get_num_threads() == before
    assert torch.equal(torch.get_rng_state(), random)


def test_the_device_auto_is_there() -> None:
    assert device_for("auto").type == ("cuda" if torch.cuda.is_available() else "cpu")
    assert device_for("cpu").type == "cpu"


@pytest.mark.parametrize(
    ("error", "words"),
    [
        (OSError(errno.ENOSPC, "No space left on device", "/runs/1"), "the disk is full (/runs/1)"),
        (MemoryError(), "smaller batch"),
        (
            RuntimeError("[enforce fail] DefaultCPUAllocator: can't allocate memory: you tried to allocate 9 bytes"),
            "smaller batch",
        ),
        (RuntimeError("mat1 and mat2 shapes cannot be multiplied\nException raised from here"), "multiplied."),
        (RuntimeError(""), "RuntimeError."),
    ],
)
def test_errors_are_put_in_words(error: BaseException, words: str) -> None:
    said = str(machine_message(error) or torch_message(error))
    assert words in said
    assert "\n" not in said
