"""Write the samples of the present version of the format: ``python -m tests.samples.make``, once, before the next begins."""

from __future__ import annotations

import json
import sys
from dataclasses import replace
from pathlib import Path
from typing import Any

from builder import zoo
from builder.analysis import analyse_project
from builder.files.project_file import VERSION, load_project, parse_project, project_text, save_project
from builder.layers import LAYERS, Opaque
from builder.model.graph import Graph
from builder.model.project import Project
from builder.model.task import Task
from builder.sketch import Sketch
from builder.tasks.base import Target, VectorTarget
from builder.tasks.multilabel import Labels
from builder.tasks.reconstruction import SamePicture
from builder.tasks.regression import Numbers
from builder.tasks.segmentation import PixelClasses
from builder.tasks.super_resolution import LargerPicture
from tests.fuzz.networks import grouped
from tests.support.graphs import TEN, ports

FOLDER = Path(__file__).parent


def catalogue() -> Graph:
    """One block of every kind."""
    net = Sketch()
    for kind in LAYERS:
        net(kind)
    return net.graph


def opaque() -> Graph:
    """A call of torch that no other block draws."""
    net = Sketch()
    x = net("Identity", net("Input", shape=(4, 8, 8)), name="cumsum")
    net("Output", x)
    size = ("4×8×8",)
    layer = Opaque(target="torch.cumsum", arguments='[{"input": 0}, 1]', takes=size, gives=size, reason="No block does it.")
    return net.graph.with_block(replace(net.graph.blocks[x], layer=layer))


TARGETS: tuple[Target, ...] = (
    Labels(("猫", "dog")),
    PixelClasses(("ground", "road")),
    Numbers(("x", "angle")),
    SamePicture(noise=0.1, masked=0.25),
    LargerPicture(3),
)


def learning(target: Target) -> Project:
    """A network of one layer for a task, with data that say how they are divided, fitted and made."""
    net = Sketch()
    x = net("Input", shape=(1, 8, 8))
    if isinstance(target, VectorTarget):
        x = net("Flatten", x)
    net("Output", x)
    data = {"name": "shapes", "fit": "crop", "options": {"size": 24, "noise": 0.125}, "folds": 5, "fold": 2}
    recipe = {"loss": target.losses[0], "epochs": 3}
    return Project(net.graph, task=Task.of(target, (1, 24, 24)), data=data, recipe=recipe, next_id=9)


def stranger() -> Project:
    """A layer that this version does not know, inside of a group and outside, with several outputs."""
    body = Sketch(channels=8)
    body("GroupOutput", body("Conv2d", body("GroupInput"), out_channels="channels", padding=1))
    net = Sketch()
    x = net(body.definition("Widen"), net("Input", shape=(3, 8, 8)), channels=6)
    parts = net("Split", x, split_size_or_sections=(2, 4))
    net("Output", net("Concat", (parts, 1), (parts, 0)))
    record = json.loads(project_text(Project(net.graph)))
    inner = next(block for block in record["definitions"][0]["blocks"] if block["kind"] == "Conv2d")
    inner.update(kind="Swirl2d", layer={"turns": {"formula": "channels ** 2"}, "more": [1, None, {"a": "ü"}]})
    outer = next(block for block in record["graph"]["blocks"] if block["kind"] == "Split")
    outer.update(kind="Parted", layer={"at": [2]})
    return parse_project(json.dumps(record))


def projects() -> dict[str, Project]:
    """What a file of the present version can hold, by the name of the sample."""
    data: dict[str, Any] = {"name": "digits", "seed": 3}
    recipe: dict[str, Any] = {"epochs": 3, "loss": "Cross entropy", "learning_rate": 1e-3}
    ends, twins, ready = grouped()
    return {
        "catalogue": Project(catalogue()),
        "lenet5": Project(zoo.build("lenet5"), task=TEN, data=data, recipe=recipe, next_id=40, run="2024-05-01-12-00-00"),
        "several_ends": Project(ends),
        "shared_weights": Project(twins),
        "ready_group": Project(ready),
        "opaque": Project(opaque()),
        "ports": Project(ports()),
        "unknown": stranger(),
        **{target.kind.replace("-", "_"): learning(target) for target in TARGETS},
    }


def meaning_of(project: Project) -> dict[str, Any]:
    """What this version makes of a project."""
    report = analyse_project(project)
    blocks = {
        block.name: [[list(shape) for shape in report.blocks[id].outputs], report.blocks[id].parameters]
        for id, block in project.graph.blocks.items()
    }
    return {
        "ok": report.ok,
        "parameters": report.parameters,
        "macs": report.macs,
        "activations": report.activations,
        "next_id": project.next_id,
        "blocks": dict(sorted(blocks.items())),
    }


def main() -> int:
    """Write them all, and what they mean."""
    folder = FOLDER / f"v{VERSION}"
    folder.mkdir(exist_ok=True)
    meanings = {}
    for name, project in projects().items():
        save_project(project, folder / f"{name}.convas")
        meanings[name] = meaning_of(load_project(folder / f"{name}.convas"))
    rows = ",\n".join(f"{json.dumps(name)}: {json.dumps(meaning)}" for name, meaning in meanings.items())
    (folder / "meaning.json").write_text("{\n" + rows + "\n}\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
