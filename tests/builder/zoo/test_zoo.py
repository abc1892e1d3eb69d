"""The zoo: the right totals, and networks that fit themselves to the data."""

from __future__ import annotations

import json
from typing import Any

import pytest

from builder import zoo
from builder.analysis import analyse, analyse_project
from builder.analysis.result import BlockReport
from builder.common.messages import Message, Template
from builder.common.names import name_problem
from builder.groups.expansion import expand
from builder.model.graph import Graph
from builder.model.outputs import outputs_in_order
from builder.model.project import Project
from builder.model.task import Task
from builder.tasks.base import Target
from builder.tasks.classification import Classes
from builder.tasks.multilabel import Labels
from builder.tasks.reconstruction import SamePicture
from builder.tasks.registry import TARGETS
from builder.tasks.regression import Numbers
from builder.tasks.segmentation import PixelClasses
from builder.tasks.super_resolution import LargerPicture
from tests.conftest import REFERENCE
from tests.support.graphs import check
from tests.support.lanes import families
from tests.support.published import PUBLISHED, REFERENCE_NAMES

ARCHITECTURES: dict[str, Any] = json.loads((REFERENCE / "architectures.json").read_text(encoding="utf-8"))["architectures"]

FEATURED = (
    "lenet5 lenet5_tanh conv_autoencoder vgg8_cifar nielsen_dbl_conv_relu resnet20_cifar_b unet_small espcn tf_tutorial"
).split()
CLASSIFIERS = [name for name in zoo.names() if zoo.info(name).task == Classes.kind]
OTHERS = [name for name in zoo.names() if name not in CLASSIFIERS]
LEARNERS = [name for name in zoo.names() if zoo.info(name).task in TARGETS]

DIGITS = Task("classification", (1, 8, 8), tuple("0123456789"))
COLOUR = Task("classification", (3, 48, 40), ("cat", "dog", "bird"))
KINDS = {
    Classes.kind: Classes(("cat", "dog", "bird")),
    PixelClasses.kind: PixelClasses(("ground", "circle", "square", "cross")),
    SamePicture.kind: SamePicture(noise=0.1),
    LargerPicture.kind: LargerPicture(3),
}
"""A target of each kind that some network was made for."""

NOT_LEAVES = {"Input", "Output", "Add", "Concat", "ZeroPad3d"}
"""Blocks that are no modules in the reference."""

CALLED = {"aux1_pool", "aux2_pool"}
"""Blocks that the reference calls as functions, while it has modules of their kind too."""

NOT_BLOCKS = {"Softmax", "Identity"}
"""Modules that are no blocks here: the loss applies softmax, and a wire passes everything."""


def test_the_networks_to_begin_with_come_first() -> None:
    assert zoo.featured_names() == FEATURED
    assert zoo.names()[: len(FEATURED)] == FEATURED
    years = [zoo.info(name).year for name in zoo.names()[len(FEATURED) :]]
    assert years == sorted(years)


def test_every_network_has_a_source() -> None:
    assert set(PUBLISHED) == set(zoo.names())


@pytest.mark.parametrize(("name", "published"), PUBLISHED.items())
def test_totals_are_those_published(name: str, published: Any) -> None:
    report = analyse(zoo.build(name))
    assert report.parameters == published.parameters == zoo.info(name).parameters
    if isinstance(published.macs, int):
        assert report.macs == published.macs
    elif published.macs is not None:
        assert report.macs == pytest.approx(published.macs, rel=2e-3 if published.macs < 1e9 else 5e-4)


def leaves_of(graph: Graph, left_out: set[str]) -> list[tuple[str, BlockReport]]:
    report = analyse(graph)
    order = (id for id in graph.order() if graph.blocks[id].name not in CALLED)
    kinds = ((graph.blocks[id].kind, report.blocks[id]) for id in order)
    return [(kind, block) for kind, block in kinds if kind not in left_out]


@pytest.mark.parametrize(("name", "reference"), REFERENCE_NAMES.items())
def test_block_for_block_as_in_the_reference(name: str, reference: str) -> None:
    wanted = ARCHITECTURES[reference]
    leaves = [leaf for leaf in wanted["leaves"] if leaf["type"] not in NOT_BLOCKS]
    functional = {"ReLU", "Flatten"} - {leaf["type"] for leaf in leaves}
    ours = leaves_of(expand(zoo.build(name)).graph, NOT_LEAVES | functional)
    for (kind, block), leaf in zip(ours, leaves, strict=True):
        assert kind == {"PadShortcut": "AvgPool2d"}.get(leaf["type"], leaf["type"]), leaf["name"]
        assert block.output is not None
        if leaf["type"] != "PadShortcut" and not (kind == "Dropout" and len(leaf["output_shape"]) != len(block.output) + 1):
            assert [1, *block.output] == leaf["output_shape"], leaf["name"]
        assert (block.parameters, block.macs) == (leaf["params"], leaf["macs"]), leaf["name"]
    report = analyse(zoo.build(name))
    assert (report.parameters, report.macs) == (wanted["params_total"], wanted["macs_conv_linear"])


def test_option_b_differs_from_option_a_by_its_shortcuts() -> None:
    plain, projected = (analyse(zoo.build(name)) for name in ("resnet20_cifar", "resnet20_cifar_b"))
    assert projected.parameters - plain.parameters == 16 * 32 + 2 * 32 + 32 * 64 + 2 * 64
    assert projected.macs - plain.macs == 16 * 16 * 16 * 32 + 8 * 8 * 32 * 64


def counted(name: str, *stems: str) -> list[int]:
    """The parameters of all blocks whose names begin so."""
    graph = zoo.build(name)
    report = analyse(graph)
    found = dict.fromkeys(stems, 0)
    for id, block in graph.blocks.items():
        for stem in stems:
            found[stem] += report.blocks[id].parameters if block.name.startswith(stem) else 0
    return list(found.values())


def test_lenet5_of_1998_layer_by_layer() -> None:
    """The paper's own numbers, in section II B."""
    trained = counted("lenet5_1998", "c1", "s2", "c3", "s4", "c5", "f6", "digits")
    assert trained == [156, 12, 1_516, 32, 48_120, 10_164, 840]
    assert sum(trained[:-1]) == 60_000
    graph = zoo.build("lenet5_1998")
    report = analyse(graph)
    weights = {id: block for id, block in graph.blocks.items() if report.blocks[id].parameters and block.name != "digits"}
    biases = sum(shape.elements for id in weights for shape in report.blocks[id].outputs)
    pooled = sum(3 * report.blocks[id].output.elements for id, block in weights.items() if block.name in ("s2", "s4"))
    assert report.macs + biases + pooled == 340_908, "the connections that the paper counts"
    sees = {block.name: len(graph.sources(id)) for id, block in graph.blocks.items() if block.name.startswith("c3_see")}
    assert sees == {"c3_see3": 6 * 3, "c3_see4": 9 * 4}


def test_lenet1_layer_by_layer() -> None:
    assert counted("lenet1", "h1", "h2", "h3", "h4", "digits") == [104, 8, 20 * 25 + 12, 24, 1_930]
    graph = zoo.build("lenet1")
    assert [len(graph.sources(id)) for id in graph.of_kind("Concat")] == [2] * 8 + [12]


def test_unet_of_2015_gives_the_size_of_the_paper() -> None:
    graph = zoo.build("unet_2015")
    (output,) = graph.of_kind("Output")
    assert analyse(graph).blocks[output].output.sizes == (2, 388, 388)
    flat = expand(graph).graph
    assert len(flat.of_kind("Conv2d")) + len(flat.of_kind("ConvTranspose2d")) == 23


@pytest.mark.parametrize(
    ("name", "convolutions", "linear"),
    [("vgg8_cifar", 6, 2), ("vgg19_bn", 16, 3), ("yolo_v1", 24, 2), ("resnet152", 151 + 4, 1), ("densenet121", 120, 1)],
)
def test_the_number_in_the_name_counts_layers_with_weights(name: str, convolutions: int, linear: int) -> None:
    graph = expand(zoo.build(name)).graph
    assert (len(graph.of_kind("Conv2d")), len(graph.of_kind("Linear"))) == (convolutions, linear)


@pytest.mark.parametrize("name", families(zoo.names()))
def test_every_network_is_sound_well_named_and_described(name: str) -> None:
    graph, info = zoo.build(name), zoo.info(name)
    check(graph)
    assert analyse(graph).problems == ()
    assert all(name_problem(block.name) is None for block in graph.blocks.values())
    assert len(set(graph.positions.values())) == len(graph.blocks)
    assert info.name == name
    assert info.title
    assert str(info.description).endswith(".")
    assert info.class_name != "Net"
    assert 1950 < info.year < 2030
    assert zoo.build(name) == graph


def test_titles_and_classes_are_their_own() -> None:
    entries = [zoo.info(name) for name in zoo.names()]
    assert len({str(entry.title) for entry in entries}) == len({entry.class_name for entry in entries}) == len(entries)


@pytest.mark.parametrize("name", families(CLASSIFIERS))
@pytest.mark.parametrize("task", [DIGITS, COLOUR], ids=["digits", "colour"])
def test_a_network_fits_itself_to_the_data(name: str, task: Task) -> None:
    own = zoo.build(name).blocks[1].layer.values()["shape"]
    project = zoo.project(name, task, {"name": "digits"}, {"epochs": 3})
    report = analyse_project(project)
    assert report.problems == ()
    shape = project.graph.blocks[1].layer.values()["shape"]
    assert shape == (task.input_shape[0], *own[1:])
    assert report.blocks[max(project.graph.blocks)].output.sizes == (len(task.classes),)
    assert project.task == task
    assert project.data == {"name": "digits"}
    assert project.recipe == {"epochs": 3}
    notes = " ".join(map(str, zoo.notes(name, task)))
    assert f"{task.input_shape[1]} × {task.input_shape[2]}" in notes
    assert f"{own[1]} × {own[2]}" in notes


@pytest.mark.parametrize("name", OTHERS)
def test_a_network_that_does_not_classify_comes_as_it_is(name: str) -> None:
    assert zoo.project(name, DIGITS, {"name": "digits"}) == Project(zoo.build(name))
    (note,) = zoo.notes(name, DIGITS)
    assert str(note).startswith(str(zoo.info(name).title))


@pytest.mark.parametrize("name", families(LEARNERS))
@pytest.mark.parametrize("channels", [1, 3])
def test_a_network_fits_itself_to_the_task_that_it_was_made_for(name: str, channels: int) -> None:
    """Sizes stay, images come grey or coloured, and the network with its task has no error."""
    task = Task.of(KINDS[zoo.info(name).task], (channels, 50, 70))
    project = zoo.project(name, task, {"name": "shapes"}, {"loss": task.target.losses[0]})
    assert project.task == task
    assert project.data == {"name": "shapes"}
    report = analyse_project(project)
    assert report.errors == ()
    (start,) = project.graph.of_kind("Input")
    image, own = report.blocks[start].output.sizes, zoo.build(name).blocks[1].layer.values()["shape"]
    assert image[1:] == own[1:]
    main = outputs_in_order(project.graph)[0]
    assert task.target.accepts(report.blocks[main].output, image)
    assert zoo.notes(name, task)


@pytest.mark.parametrize("target", [Labels(("red", "round")), Numbers(("x", "y", "angle"))], ids=lambda target: target.kind)
def test_a_classifier_gives_labels_and_numbers_as_well(target: Target) -> None:
    task = Task.of(target, (3, 64, 64))
    project = zoo.project("vgg8_cifar", task, {"name": "shapes"})
    assert project.task == task
    assert project.graph.blocks[max(project.graph.of_kind("Linear"))].layer.out_features == len(target.names)
    assert any(f"gives {len(target.names)} " in str(note) for note in zoo.notes("vgg8_cifar", task))


def test_a_network_that_segments_takes_smaller_images_as_they_are() -> None:
    small, odd, large = (Task.of(KINDS[PixelClasses.kind], (3, side, side)) for side in (32, 50, 256))
    shapes = [zoo.project("unet_small", task, {"name": "shapes"}).graph.blocks[1].layer.shape for task in (small, odd, large)]
    assert shapes == [(3, 32, 32), (3, 128, 128), (3, 128, 128)]
    assert "The Input takes images of 32 × 32, as they are, instead of 128 × 128." in map(str, zoo.notes("unet_small", small))


def test_every_score_layer_is_given_the_number_of_classes() -> None:
    task = Task.of(PixelClasses(("ground", "circle", "square", "cross")), (3, 224, 224))
    (note,) = zoo.notes("fcn8s_vgg16", task)
    layers = "score_fc7, score_pool4 and score_pool3"
    assert str(note) == f"{layers} give 4 maps of scores, one a class, instead of 21."


def test_a_network_whose_picture_cannot_have_the_channels_of_the_data_keeps_its_own() -> None:
    task = Task.of(LargerPicture(3), (3, 96, 96))
    espcn = zoo.project("espcn", task, {"name": "shapes"})
    assert espcn.graph.blocks[1].layer.shape == (1, 17, 17)
    assert tuple(map(str, zoo.notes("espcn", task))) == (
        "Images of 96 × 96 are resized to 51 × 51, the size of ESPCN.",
        "Images are made grey, as ESPCN gives them.",
    )
    srcnn = zoo.project("srcnn", task, {"name": "shapes"})
    assert srcnn.graph.blocks[1].layer.shape == (3, 33, 33)
    assert "rebuild gives 3 channels instead of 1." in map(str, zoo.notes("srcnn", task))


@pytest.mark.parametrize(
    ("name", "target", "words"),
    [
        ("unet_small", Classes(("a", "b")), "is made for another task, Segmentation: it comes without data"),
        ("lenet5", SamePicture(), "is made for another task, Classification"),
        ("autoencoder", PixelClasses(("a", "b")), "Data that suit: digits, mnist"),
        ("espcn", LargerPicture(2), "does not give what is asked for in this task, Super-resolution"),
        ("yolo_v1", Classes(("a", "b")), "its task, detection, cannot be learned here yet"),
        ("yolo_v1", None, "its task, detection, cannot be learned here yet"),
        ("unet_small", None, "There are no data here for Small U-Net, whose task is Segmentation. Data that suit: shapes."),
    ],
)
def test_why_a_network_comes_without_data_is_said(name: str, target: Target | None, words: str) -> None:
    task = None if target is None else Task.of(target, (1, 28, 28))
    assert [words in str(note) for note in zoo.notes(name, task)] == [True]
    if task is not None:
        assert zoo.project(name, task, {"name": "digits"}) == Project(zoo.build(name))


def test_every_network_names_a_task_and_data() -> None:
    without = [name for name in zoo.names() if not zoo.info(name).data]
    assert without == [name for name in zoo.names() if zoo.info(name).task not in TARGETS] == ["yolo_v1"]
    assert str(zoo.task_title("yolo_v1")) == "Detection (later)"
    assert str(zoo.task_title("fcn8s_vgg16")) == "Segmentation"
    for name in LEARNERS:
        entry = zoo.info(name)
        assert entry.target is None or entry.target.kind == entry.task
        assert set(KINDS) >= {entry.task}


def test_what_is_changed_is_said_and_nothing_else() -> None:
    same = Task("classification", (1, 28, 28), tuple("0123456789"))
    assert zoo.notes("lenet5", same) == ()
    assert len(zoo.notes("lenet5", COLOUR)) == 3
    assert tuple(map(str, zoo.notes("lenet5", DIGITS))) == ("Images of 8 × 8 are resized to 28 × 28, the size of LeNet-5.",)


def test_every_head_of_a_network_with_several_is_fitted_to_the_data() -> None:
    graph = zoo.project("googlenet_aux", DIGITS, {"name": "digits"}).graph
    assert [graph.blocks[id].layer.values()["out_features"] for id in graph.of_kind("Linear")] == [1024, 10, 1024, 10, 10]
    assert "fc, aux1_fc2 and aux2_fc2 give 10 scores, one a class, instead of 1000." in map(
        str, zoo.notes("googlenet_aux", DIGITS)
    )


@pytest.mark.parametrize(
    ("name", "plain", "extra"),
    [
        ("googlenet_aux", "googlenet", 2 * 3_123_176 + 65_536 + 67_584 + 2 * 256),
        ("googlenet_paper_aux", "googlenet_paper", 2 * 3_123_176 + 65_536 + 67_584 + 2 * 128),
        ("inception_v3_aux", "inception_v3", 128 * 768 * 26 + 2 * 128 + 2 * 768 + 769_000),
    ],
)
def test_extra_heads_are_all_that_is_added(name: str, plain: str, extra: int) -> None:
    """By hand: the heads of GoogLeNet have 2,098,176 and 1,025,000 weights behind their convolution."""
    graph, without = zoo.build(name), zoo.build(plain)
    assert {block.name: block.layer for block in without.blocks.values()}.items() <= {
        block.name: block.layer for block in graph.blocks.values()
    }.items()
    assert analyse(graph).parameters - analyse(without).parameters == extra
    assert graph.blocks[outputs_in_order(graph)[0]].name == "scores"


def test_a_misspelt_name_gets_a_hint() -> None:
    for ask in (zoo.build, zoo.info):
        with pytest.raises(ValueError, match='Did you mean "lenet5"'):
            ask("lenet6")


@pytest.mark.parametrize("name", zoo.names())
def test_what_is_said_of_a_network_can_be_translated(name: str) -> None:
    info = zoo.info(name)
    for text in (info.description, *zoo.notes(name, COLOUR)):
        assert isinstance(text, Message | Template)
        assert text.context == "Zoo"
    for definition in zoo.build(name).definitions.values():
        assert isinstance(definition.title, Template)
        assert isinstance(definition.doc, Template)
        assert all(isinstance(exposed.doc, Template) for exposed in definition.exposed if exposed.doc)
