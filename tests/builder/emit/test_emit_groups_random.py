"""Random groups in the source: whatever is grouped computes what it did, and one class is right for every use."""

from __future__ import annotations

from typing import Any

from hypothesis import assume, given, settings
from hypothesis import strategies as st

from builder import edits
from builder.analysis import analyse
from builder.common.fields import FieldError
from builder.edits import EditError, Ids
from builder.groups.definition import Definition
from builder.sketch import Sketch
from tests.support.grouped import check
from tests.support.lanes import draws
from tests.support.sound import sound_graphs, stretches


@settings(max_examples=draws(60), deadline=None)
@given(st.data())
def test_random_groups_compute_what_their_blocks_compute(data: st.DataObject) -> None:
    graph = data.draw(sound_graphs())
    ids = Ids(max(graph.blocks) + 1)
    made: list[int] = []
    for number in range(data.draw(st.integers(1, 3))):
        chosen = data.draw(stretches(graph))
        try:
            graph, id = edits.make_group(graph, ids, chosen, f"Part{number}")
        except EditError:
            continue
        made.append(id)
        for inner in edits.graph_at(graph, [id]).of_kind("Conv2d")[:1]:
            graph = edits.expose(graph, [id], inner, "out_channels", "width")
            formula = data.draw(st.sampled_from(["width", "width * 2", "width + 1 - 1", "width // 1"]))
            try:
                graph = edits.set_formula(graph, [id], inner, "out_channels", formula)
            except (EditError, FieldError):
                continue
    for id in made:
        if id in graph.blocks and data.draw(st.booleans()):
            try:
                repeated = edits.set_fields(graph, [id], {"repeat": data.draw(st.integers(2, 3))})
            except (EditError, FieldError):
                continue
            graph = repeated if analyse(repeated).ok else graph
    assume(made and analyse(graph).ok)
    check(graph)


PIECES: tuple[tuple[str, dict[str, Any]], ...] = (
    ("Conv2d", {"out_channels": "wide", "padding": 1}),
    ("Conv2d", {"out_channels": "wide * 2 - 1", "kernel_size": "step", "stride": "step"}),
    ("Conv2d", {"out_channels": "wide * step", "kernel_size": 1, "bias": "biased"}),
    ("BatchNorm2d", {}),
    ("LayerNorm", {}),
    ("MaxPool2d", {"kernel_size": 2, "ceil_mode": True}),
    ("Upsample", {"scale_factor": 1.5}),
    ("ReLU", {}),
    ("Concat", {}),
    ("Chunk", {}),
    ("PixelUnshuffle", {"downscale_factor": "step"}),
    ("ZeroPad2d", {"padding": "step, 0, step - 1, 0"}),
    ("Slice", {"dim": 2, "start": "step // 2"}),
    ("Dropout", {"p": "rate"}),
)


@st.composite
def bodies(draw: st.DrawFn, name: str, inner: Definition | None = None) -> Definition:
    """A group with fields of every type, most of them used; with `inner` also a nested group."""
    body = Sketch(wide=4, step=1, biased=True, rate=0.5)
    x: Any = body("GroupInput", name="given")
    for kind, fields in draw(st.lists(st.sampled_from(PIECES), min_size=1, max_size=4)):
        x = body("Concat", x, x) if kind == "Concat" else body(kind, x, **fields)
    if inner is not None:
        fields = {"wide": draw(st.sampled_from(["wide", "wide + 1", 3])), "step": draw(st.sampled_from(["step", 1]))}
        x = body(inner, x, **fields, repeat=draw(st.sampled_from([1, 2, 3, "step", "step + 1"])))
    body("GroupOutput", x, name="result")
    return body.definition(name)


@settings(max_examples=draws(30), deadline=None)
@given(st.data())
def test_one_class_is_right_for_every_use(data: st.DataObject) -> None:
    inner = data.draw(bodies("Inner"))
    outer = data.draw(bodies("Outer", inner))
    net = Sketch()
    x: Any = net("Input", shape=(2, 12, 10))
    for definition in data.draw(st.lists(st.sampled_from([inner, outer, outer]), min_size=1, max_size=3)):
        fields = {"wide": data.draw(st.sampled_from([4, 2, 5])), "step": data.draw(st.sampled_from([1, 1, 2]))}
        x = net(definition, x, **fields, biased=data.draw(st.booleans()), repeat=data.draw(st.sampled_from([1, 1, 2, 3])))
    net("Output", x)
    report = analyse(net.graph)
    assume(report.ok and report.activations < 10**6)
    check(net.graph)
