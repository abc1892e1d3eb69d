"""Groups: a graph in one block, kept once, with fields and formulas."""

from __future__ import annotations

from dataclasses import replace

import pytest

from builder import edits
from builder.analysis import analyse
from builder.common.json_checks import ProjectError
from builder.edits import EditError, Ids
from builder.files.project_file import parse_project, project_text
from builder.groups.definition import Definition, Exposed
from builder.groups.errors import GroupError
from builder.groups.expansion import expand
from builder.groups.formulas import Formula, FormulaError
from builder.groups.levels import analysis_at
from builder.layers import make
from builder.layers.base import Shape
from builder.model.graph import Graph, Port
from builder.model.project import Project
from builder.sketch import Sketch
from tests.support.group_examples import conv_bn, residual_group


def network(repeat: int = 3) -> Graph:
    """An Input of 8 channels, a repeated residual group, an Output."""
    net = Sketch()
    x = net("Input", shape=(8, 6, 6))
    x = net(residual_group(conv_bn()), x, name="block", width=4, repeat=repeat)
    net("Output", x)
    return net.graph


@pytest.mark.parametrize(
    ("text", "value", "written_as"),
    [
        ("channels", 6, "channels"),
        ("channels*4+1", 25, "channels * 4 + 1"),
        ("-(stride- 3) *channels//4", 1, "-(stride - 3) * channels // 4"),
        ("7//2*2", 6, "7 // 2 * 2"),
        ("channels,1 ,stride*2", (6, 1, 4), "channels, 1, stride * 2"),
    ],
)
def test_a_formula_is_worked_out_as_python_would(text: str, value: object, written_as: str) -> None:
    formula = Formula.parse(text)
    assert formula.value({"channels": 6, "stride": 2}) == value == eval(text, {}, {"channels": 6, "stride": 2})
    assert str(formula) == written_as
    assert Formula.parse(str(formula)) == formula


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("", "is needed"),
        ("a b", "b stands where an operator"),
        ("__import__('os')", "cannot stand in a formula"),
        ("a ** 2", "stands where a name or a number"),
        ("(a", "not closed"),
        ("a +", "The end stands"),
        ("a." + "b", "cannot stand"),
        ("(" * 30 + "a" + ")" * 30, "nests at most 20"),
        ("a" * 201, "at most 200"),
        ("a + b", "no field called b"),
        ("a // (a - a)", "divides by 0"),
        ("9999999999 * a", "more than"),
        ("p * 2", "no whole number"),
    ],
)
def test_a_bad_formula_says_what_stands_where(text: str, words: str) -> None:
    with pytest.raises(FormulaError, match=words.replace("(", r"\(")):
        Formula.parse(text).value({"a": 3, "p": 0.5})


def test_a_group_costs_what_its_blocks_cost() -> None:
    graph = network()
    report, flat = analyse(graph), analyse(expand(graph).graph)
    assert report.problems == flat.problems == ()
    assert (report.parameters, report.macs) == (flat.parameters, flat.macs)
    block = report.blocks[2]
    assert block.output == Shape((8, 6, 6))
    assert len(block.inside) == 3
    assert "0.first.conv.weight" in block.parameter_shapes


def test_expansion_leads_back_to_every_block() -> None:
    expansion = expand(network(repeat=2))
    assert sorted(block.name for block in expansion.graph.blocks.values())[:4] == [
        "block_0_add",
        "block_0_first_bn",
        "block_0_first_conv",
        "block_0_second_bn",
    ]
    assert len(expansion.graph.blocks) == 2 + 2 * 5
    assert {path[0] for path in expansion.paths.values()} == {1, 2, 3}
    assert len(expansion.ids) == len(expansion.paths)


def test_a_file_keeps_each_group_once() -> None:
    project = Project(network())
    text = project_text(project)
    assert text.count('"name": "ConvBN"') == 1
    assert parse_project(text) == project
    assert project_text(parse_project(text)) == text


@pytest.mark.parametrize(
    ("old", "new", "words"),
    [
        ('"formula": "channels * 2"', '"formula": "widths * 2"', "no field called widths"),
        ('"formula": "channels * 2"', '"formula": "channels ** 2"', "where a name or a number"),
        ('"definition": "ConvBN"', '"definition": "Residual"', "no group called 'Residual' before"),
        ('"name": "ConvBN"', '"name": "torch"', "cannot name a group"),
        ('"name": "channels"', '"name": "repeat"', "no field called channels"),
        ('"repeat": 3', '"repeat": 3000', "at most 1,000"),
    ],
)
def test_a_hostile_group_is_refused_with_its_place(old: str, new: str, words: str) -> None:
    text = project_text(Project(network()))
    assert old in text
    with pytest.raises(ProjectError, match=words.replace("*", r"\*")):
        parse_project(text.replace(old, new))


def test_groups_that_multiply_are_refused_quickly() -> None:
    inner = conv_bn()
    for depth in range(10):
        body = Sketch()
        x = body("GroupInput")
        x = body(inner, x, repeat=1000)
        body("GroupOutput", x)
        inner = body.definition(f"Level{depth}")
    net = Sketch()
    net("Output", net(inner, net("Input", shape=(8, 6, 6)), repeat=1000))
    report = analyse(net.graph)
    assert [problem.code for problem in report.errors] == ["group-too-large"]


def test_a_field_that_does_not_work_out_is_told_with_its_formula() -> None:
    body = Sketch(channels=4)
    x = body("Conv2d", body("GroupInput"), name="conv", out_channels="channels // 4", kernel_size=1)
    body("GroupOutput", x)
    net = Sketch()
    net("Output", net(body.definition("Narrow"), net("Input", shape=(8, 6, 6)), name="block", channels=3))
    (problem,) = analyse(net.graph).errors
    assert problem.text() == "In block, conv.out_channels (channels // 4, channels 3) must be at least 1, not 0."
    assert (problem.code, problem.field) == ("group-field", "channels")


def test_a_problem_inside_is_told_at_the_group_and_at_the_block() -> None:
    net = Sketch()
    net("Output", net(residual_group(conv_bn()), net("Input", shape=(3, 6, 6)), name="block"))
    report = analyse(net.graph)
    (problem,) = report.errors
    assert problem.block == 2
    assert "add" in problem.text()
    assert problem.text().startswith("In block:")


def chain() -> tuple[Graph, Ids]:
    """Input, conv, bn, relu, conv, output; ids 1 to 6."""
    net = Sketch()
    x = net("Input", shape=(3, 8, 8))
    x = net("Conv2d", x, out_channels=4, kernel_size=3, padding=1)
    x = net("BatchNorm2d", x)
    x = net("ReLU", x)
    x = net("Conv2d", x, out_channels=5, kernel_size=3, padding=1)
    net("Output", x)
    return net.graph, Ids(7)


def test_blocks_become_a_group_and_blocks_again() -> None:
    graph, ids = chain()
    grouped, id = edits.make_group(graph, ids, [2, 3, 4], "ConvBlock")
    assert analyse(grouped).parameters == analyse(graph).parameters
    assert grouped.sources(5) == [Port(id)]
    assert grouped.sources(id) == [Port(1)]
    assert set(grouped.definitions) == {"ConvBlock"}
    back, made = edits.ungroup(grouped, ids, id)
    assert len(made) == 3
    assert analyse(back).parameters == analyse(graph).parameters
    assert [back.blocks[id].kind for id in back.order()] == [graph.blocks[id].kind for id in graph.order()]
    assert all(id in back.positions for id in back.blocks)


def test_all_instances_follow_an_edit_inside() -> None:
    graph, ids = chain()
    graph, first = edits.make_group(graph, ids, [2, 3, 4], "ConvBlock")
    graph, second = edits.duplicate(graph, ids, [first])
    inner = next(id for id, block in edits.graph_at(graph, [first]).blocks.items() if block.kind == "Conv2d")
    graph = edits.edit_inside(graph, [first], lambda body: edits.set_fields(body, [inner], {"out_channels": 9}))
    for id in (first, *second):
        assert edits.graph_at(graph, [id]).blocks[inner].layer.values()["out_channels"] == 9
    assert analyse(graph).blocks[first].output == Shape((9, 8, 8))


def test_an_exposed_field_is_each_instances_own() -> None:
    graph, ids = chain()
    graph, first = edits.make_group(graph, ids, [2, 3, 4], "ConvBlock")
    inner = next(id for id, block in edits.graph_at(graph, [first]).blocks.items() if block.kind == "Conv2d")
    graph = edits.expose(graph, [first], inner, "out_channels", "channels")
    graph, others = edits.duplicate(graph, ids, [first])
    graph = edits.set_fields(graph, others, {"channels": 32})
    assert edits.graph_at(graph, [first]).blocks[inner].layer.values()["out_channels"] == 4
    assert edits.graph_at(graph, list(others)).blocks[inner].layer.values()["out_channels"] == 32
    graph = edits.set_formula(graph, [first], inner, "out_channels", "channels * 2")
    assert analyse(graph).blocks[first].output == Shape((8, 8, 8))
    typed = edits.edit_inside(graph, list(others), lambda body: edits.set_fields(body, [inner], {"out_channels": 7}))
    assert analyse(typed).blocks[first].output == Shape((7, 8, 8))
    concealed = edits.conceal(graph, [first], "channels")
    assert concealed.definitions["ConvBlock"].exposed == ()
    assert analyse(concealed).blocks[first].output == Shape((8, 8, 8))


def test_wires_follow_their_connectors() -> None:
    net = Sketch()
    a = net("Input", shape=(3, 8, 8))
    b = net("Conv2d", a, name="left", out_channels=4, kernel_size=1)
    c = net("Conv2d", a, name="right", out_channels=4, kernel_size=1)
    d = net("Add", b, c)
    net("Output", d)
    graph, ids = net.graph, Ids(10)
    graph, id = edits.make_group(graph, ids, [d], "Sum")
    assert [source and source.block for source in graph.sources(id)] == [b, c]
    left = graph.definitions["Sum"].inlets[0]
    after = edits.edit_inside(graph, [id], lambda body: edits.delete(body, [left]))
    assert [source and source.block for source in after.sources(id)] == [c]


@pytest.mark.parametrize(
    ("chosen", "name", "words"),
    [
        ([], "ConvBlock", "Select the blocks"),
        ([1, 2], "ConvBlock", "end of the network"),
        ([2, 4], "ConvBlock", "stands between"),
        ([2, 3], "conv block", "cannot name a group"),
        ([2, 3], "Conv2d", "already means something else"),
        ([99], "ConvBlock", "may have been deleted"),
    ],
)
def test_what_cannot_be_one_block_is_refused_in_words(chosen: list[int], name: str, words: str) -> None:
    graph, ids = chain()
    with pytest.raises(EditError, match=words):
        edits.make_group(graph, ids, chosen, name)


def test_a_group_cannot_stand_inside_of_itself() -> None:
    graph, ids = chain()
    graph, id = edits.make_group(graph, ids, [2, 3], "ConvBlock")
    layer = graph.blocks[id].layer
    with pytest.raises(EditError, match="inside of itself"):
        edits.edit_inside(graph, [id], lambda body: edits.add_block(body, ids, layer, (0.0, 0.0)))


def test_a_group_inside_a_group_keeps_the_fields_it_uses() -> None:
    graph, ids = chain()
    graph, outer = edits.make_group(graph, ids, [2, 3, 4], "Outer")
    conv = next(id for id, block in edits.graph_at(graph, [outer]).blocks.items() if block.kind == "Conv2d")
    graph = edits.expose(graph, [outer], conv, "out_channels", "channels")
    fields = {"channels": 4}
    graph = edits.edit_inside(graph, [outer], lambda body: edits.make_group(body, ids, [conv], "Inner", fields)[0])
    graph = edits.set_fields(graph, [outer], {"channels": 12})
    assert analyse(graph).blocks[outer].output == Shape((12, 8, 8))
    inner = next(id for id, block in edits.graph_at(graph, [outer]).blocks.items() if block.kind == "Inner")
    assert edits.definition_at(graph, [outer, inner]).exposed == (Exposed("channels", 4),)
    graph = edits.edit_inside(graph, [outer], lambda body: edits.ungroup(body, ids, inner)[0])
    assert analyse(edits.set_fields(graph, [outer], {"channels": 6})).blocks[outer].output == Shape((6, 8, 8))


def test_the_library_renames_and_removes() -> None:
    graph = network()
    renamed = edits.rename_definition(graph, "ConvBN", "ConvNorm")
    assert set(renamed.definitions) == {"ConvNorm", "Residual"}
    assert analyse(renamed).parameters == analyse(graph).parameters
    with pytest.raises(EditError, match="inside of Residual"):
        edits.remove_definition(graph, "ConvBN")
    emptied = edits.remove_definition(edits.delete(graph, [2]), "Residual")
    assert set(emptied.definitions) == {"ConvBN"}


def test_a_definition_that_cannot_be_is_refused() -> None:
    definition = conv_bn()
    with pytest.raises(GroupError, match="two fields called"):
        replace(definition, exposed=(*definition.exposed, Exposed("channels", 1))).validate()
    with pytest.raises(GroupError, match="needs a GroupInput"):
        replace(definition, body=definition.body.without_block(definition.inlets[0])).validate()


def test_a_copied_group_brings_its_definition_along() -> None:
    graph = network()
    record = edits.copy_record(graph, [2])
    pasted, made = edits.paste(Graph(), Ids(1), record)
    assert set(pasted.definitions) == {"ConvBN", "Residual"}
    assert pasted.blocks[next(iter(made))].layer == graph.blocks[2].layer
    twice, _ = edits.paste(pasted, Ids(10), record)
    assert set(twice.definitions) == {"ConvBN", "Residual"}


def test_a_pasted_group_of_the_same_name_gets_another() -> None:
    graph, ids = chain()
    first, block = edits.make_group(graph, ids, [2, 3], "Part")
    other, _ = edits.make_group(graph, Ids(50), [4, 5], "Part")
    pasted, made = edits.paste(other, Ids(100), edits.copy_record(first, [block]))
    assert set(pasted.definitions) == {"Part", "Part1"}
    assert pasted.blocks[next(iter(made))].layer.kind == "Part1"


def test_a_group_cannot_be_pasted_into_itself() -> None:
    graph, ids = chain()
    graph, block = edits.make_group(graph, ids, [2, 3], "Part")
    record = edits.copy_record(graph, [block])
    with pytest.raises(EditError, match="inside of itself"):
        edits.edit_inside(graph, [block], lambda body: edits.paste(body, ids, record)[0])


def test_a_level_knows_the_shapes_of_the_instance_that_was_entered() -> None:
    graph = network()
    report = analyse(graph)
    inner = next(id for id, block in edits.graph_at(graph, [2]).blocks.items() if block.name == "first")
    level = analysis_at(graph, report, [2, inner])
    conv = next(id for id, block in edits.graph_at(graph, [2, inner]).blocks.items() if block.kind == "Conv2d")
    assert level.blocks[conv].output == Shape((8, 6, 6))
    unwired = graph.without_wire(Port(2))
    assert analysis_at(unwired, analyse(unwired), [2, inner]).blocks[conv].output is None
    assert analysis_at(graph, report, [1]).blocks == {}


def test_a_group_of_a_join_and_what_feeds_it_leaves_no_wire_behind() -> None:
    net = Sketch()
    a = net("Input", shape=(1, 8, 8))
    b = net("Conv2d", a, out_channels=4, kernel_size=1)
    c = net("Conv2d", a, out_channels=4, kernel_size=1)
    d = net("Add", c, b)
    net("Output", d)
    grouped, _ = edits.make_group(net.graph, Ids(10), [c, d], "Part")
    assert analyse(grouped).problems == ()


def test_moving_a_block_inside_leaves_the_same_network() -> None:
    graph, ids = chain()
    graph, id = edits.make_group(graph, ids, [2, 3, 4], "ConvBlock")
    conv = next(id for id, block in edits.graph_at(graph, [id]).blocks.items() if block.kind == "Conv2d")
    moved = edits.edit_inside(graph, [id], lambda body: edits.move(body, {conv: (900.0, 0.0)}))
    assert moved != graph
    assert moved.same_network(graph)
    wider = edits.edit_inside(graph, [id], lambda body: edits.set_fields(body, [conv], {"out_channels": 9}))
    assert not wider.same_network(graph)


def test_a_copy_of_a_group_goes_its_own_way() -> None:
    graph, ids = chain()
    graph, first = edits.make_group(graph, ids, [2, 3, 4], "ConvBlock")
    graph, others = edits.duplicate(graph, ids, [first])
    (second,) = others
    graph = edits.make_independent(graph, second, "OtherBlock")
    assert graph.blocks[second].kind == "OtherBlock"
    assert analyse(graph).blocks[first].parameters == analyse(edits.share_weights(graph, first, None)).blocks[first].parameters
    inner = next(id for id, block in edits.graph_at(graph, [second]).blocks.items() if block.kind == "Conv2d")
    graph = edits.edit_inside(graph, [second], lambda body: edits.set_fields(body, [inner], {"out_channels": 9}))
    assert edits.graph_at(graph, [first]).blocks[inner].layer.values()["out_channels"] == 4
    assert edits.graph_at(graph, [second]).blocks[inner].layer.values()["out_channels"] == 9
    with pytest.raises(EditError, match="another group called ConvBlock"):
        edits.make_independent(graph, second, "ConvBlock")


def test_a_join_closes_up_when_a_connector_or_what_feeds_it_goes() -> None:
    net = Sketch()
    a = net("Input", shape=(3, 8, 8))
    b = net("Conv2d", a, out_channels=3, kernel_size=1)
    c = net("Add", b, a)
    net("Output", c)
    graph, ids = net.graph, Ids(10)
    graph, id = edits.make_group(graph, ids, [b], "Stage")
    body = edits.graph_at(graph, [id])
    graph = edits.edit_inside(graph, [id], lambda body: edits.add_block(body, ids, make("GroupOutput"), (0.0, 0.0)))
    first = body.of_kind("GroupOutput")[0]
    without = edits.edit_inside(graph, [id], lambda body: edits.delete(body, [first]))
    assert [source and source.block for source in without.sources(c)] == [a]
    cut = edits.edit_inside(graph, [id], lambda body: edits.disconnect(body, Port(first)))
    apart, _ = edits.ungroup(cut, ids, id)
    assert [source and source.block for source in apart.sources(c)] == [a]


def fanned(inner: Definition, count: int, name: str) -> Definition:
    """A group of so many of `inner`, each with another value."""
    body = Sketch(channels=1)
    x = body("GroupInput")
    for place in range(count):
        x = body(inner, x, channels=f"channels * {count} + {place}")
    body("GroupOutput", x)
    return body.definition(name)


def test_groups_in_groups_are_bounded_since_each_is_worked_out_for_itself() -> None:
    leaf = Sketch(channels=1)
    leaf("GroupOutput", leaf("Conv2d", leaf("GroupInput"), out_channels="channels", kernel_size=1))
    wide = fanned(leaf.definition("Leaf"), 40, "Wide")
    with pytest.raises(GroupError, match="2,460 blocks inside of Wider are groups themselves; at most 2,000"):
        fanned(wide, 60, "Wider")
    net = Sketch()
    x = net("Input", shape=(3, 4, 4))
    for _ in range(7):
        x = net(fanned(wide, 40, "Wider"), x)
    with pytest.raises(ProjectError, match="holds 11,480 groups that stand in groups; at most 10,000"):
        parse_project(project_text(Project(net.graph)))
