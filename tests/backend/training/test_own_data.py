"""What people bring themselves, from files to predictions: folders, masks, tables and NumPy files for every task they teach."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from backend.datasets.base import Images, task_for
from backend.datasets.registry import source
from backend.datasets.splits import DataSpec
from backend.protocol.events import Finished, Predicted
from backend.protocol.job import TrainingJob
from tests.support.tasks import INFO, draw_squares, net_for, recipe_of
from tests.support.training import of, run

COUNT = 60


def as_folder(folder: Path, data: Images) -> Path:
    for index, (image, label) in enumerate(zip(data.images[:, 0], data.targets, strict=True)):
        place = folder / INFO.classes[label]
        place.mkdir(exist_ok=True)
        Image.fromarray(image).save(place / f"{index}.png")
    return folder


def as_masks(folder: Path, data: Images) -> Path:
    for index, (image, mask) in enumerate(zip(data.images[:, 0], data.targets, strict=True)):
        for name, pixels in (("images", image), ("masks", mask * 255)):
            (folder / name).mkdir(exist_ok=True)
            Image.fromarray(pixels).save(folder / name / f"{index}.png")
    return folder


def as_table(folder: Path, data: Images) -> Path:
    values = data.targets if data.targets.ndim == 2 else data.targets[:, None]
    lines = [",".join(["file", *("label" if values.shape[1] == 1 else f"value {at}" for at in range(values.shape[1]))])]
    for index, (image, row) in enumerate(zip(data.images[:, 0], values, strict=True)):
        Image.fromarray(image).save(folder / f"{index}.png")
        lines.append(",".join([f"{index}.png", *map(str, row.tolist())]))
    (folder / "table.csv").write_text("\n".join(lines), encoding="utf-8")
    return folder / "table.csv"


def as_arrays(folder: Path, data: Images) -> Path:
    np.savez(folder / "data.npz", images=data.images[:, 0], labels=data.targets)
    return folder / "data.npz"


@pytest.mark.slow
@pytest.mark.parametrize(
    ("save", "kind"),
    [
        (as_folder, "classification"),
        (as_masks, "segmentation"),
        *((as_table, kind) for kind in ("classification", "multilabel", "regression")),
        *((as_arrays, kind) for kind in ("classification", "multilabel", "regression", "segmentation")),
    ],
)
def test_own_data_are_learned_from_and_predicted(tmp_path: Path, save: Callable[[Path, Images], Path], kind: str) -> None:
    (tmp_path / "data").mkdir()
    path = save(tmp_path / "data", draw_squares(kind, COUNT))
    info = source(path).info()
    assert info.kinds[0] == kind
    job = TrainingJob(net_for(kind), recipe_of(kind, epochs=1), DataSpec(name=str(path)), task=task_for(info, kind))
    events = run(tmp_path / "run", job)
    (finished,) = of(Finished, events)
    assert finished.reason == "completed"
    assert finished.test is not None
    assert np.isfinite(finished.test["loss"])
    predicted = of(Predicted, events)[-1]
    assert len(predicted.targets) == 12
