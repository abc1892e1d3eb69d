"""The promise about the real MNIST, kept or broken: slow, and only where the folder of data sets is named."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]


@pytest.mark.slow
@pytest.mark.mnist
@pytest.mark.timeout(1800)
def test_lenet5_reaches_988_in_ten_epochs_with_its_best_weights(tmp_path: Path) -> None:
    if not os.environ.get("CONVAS_DATA"):
        pytest.skip("CONVAS_DATA names no folder of data sets")
    project = tmp_path / "lenet5.convas"
    convas(["new", "lenet5", "--data", "mnist", "-o", str(project)])
    lines = convas(["train", str(project), "--epochs", "10", "--run-dir", str(tmp_path / "run"), "--json"]).splitlines()
    finished = json.loads(lines[-1])
    assert finished["event"] == "finished"
    assert finished["reason"] == "completed"
    assert finished["test_accuracy"] >= 0.988
    epochs = [record for record in map(json.loads, lines) if record["event"] == "epoch"]
    assert len(epochs) == 10
    assert finished["val_loss"] == min(record["val_loss"] for record in epochs)


def convas(words: list[str]) -> str:
    """What the command line answers."""
    result = subprocess.run([sys.executable, "main.py", *words], cwd=ROOT, capture_output=True, text=True, check=False)
    assert result.returncode == 0, result.stderr
    return result.stdout
