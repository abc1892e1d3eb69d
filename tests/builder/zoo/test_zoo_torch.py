"""The zoo in torch: the small networks run, and every one is made with the weights that the analysis says."""

from __future__ import annotations

import pytest
import torch
from torch.utils.flop_counter import FlopCounterMode

from builder import zoo
from builder.analysis import analyse
from builder.emit import emit
from builder.emit.compile import compile_source
from builder.emit.observe import observe
from builder.groups.expansion import expand
from tests.support.lanes import families, some
from tests.support.published import PUBLISHED

MOST_WEIGHTS, MOST_MACS = 10_000_000, 4e8
SMALL = [
    name
    for name in PUBLISHED
    if PUBLISHED[name].parameters < MOST_WEIGHTS and (PUBLISHED[name].macs or 0) < MOST_MACS and name != "googlenet_paper"
]


@pytest.mark.parametrize("name", some(families(SMALL), 4))
def test_every_block_of_a_small_network_gives_the_shape_of_the_analysis(name: str) -> None:
    graph = zoo.build(name)
    report, source = analyse(graph), emit(graph)
    module = compile_source(source)()
    (start,) = graph.of_kind("Input")
    values = observe(module, source, torch.rand(1, *report.blocks[start].output), graph.blocks)
    assert set(values) == set(graph.blocks)
    for id, value in values.items():
        assert tuple(value.shape[1:]) == report.blocks[id].output.sizes, graph.blocks[id].name
    (end,) = graph.of_kind("Output")
    assert bool(values[end].isfinite().all())


@pytest.mark.parametrize("name", some(families(zoo.names()), 8))
def test_torch_makes_the_weights_of_the_analysis(name: str) -> None:
    """On the meta device, which is given no memory: only the names and sizes are looked at."""
    graph = zoo.build(name)
    report, source = analyse(graph), emit(graph)
    with torch.device("meta"):
        module = compile_source(source)()
    assert sum(weight.numel() for weight in module.parameters()) == report.parameters
    for id, attribute in source.modules.items():
        part, block = module.get_submodule(attribute), report.blocks[id]
        assert {key: tuple(weight.shape) for key, weight in part.named_parameters()} == block.parameter_shapes
        assert {key: tuple(kept.shape) for key, kept in part.named_buffers()} == block.buffer_shapes


@pytest.mark.parametrize("name", some(families(zoo.names()), 8))
def test_torch_multiplies_as_often_as_the_analysis_says(name: str) -> None:
    """Torch's own count, on the meta device; comparisons inside attention (bmm) are left out of ours, as its help says."""
    graph = zoo.build(name)
    report = analyse(graph)
    with torch.device("meta"):
        module = compile_source(emit(graph))().eval().requires_grad_(False)
        images = [torch.empty(1, *report.blocks[start].output.sizes) for start in graph.of_kind("Input")]
    with FlopCounterMode(display=False) as counted:
        module(*images)
    learned = {str(kind): count for kind, count in counted.get_flop_counts()["Global"].items() if "bmm" not in str(kind)}
    assert sum(learned.values()) == 2 * report.macs


def test_the_parameter_free_shortcut_takes_every_second_pixel() -> None:
    graph = expand(zoo.build("resnet20_cifar")).graph
    names = {block.name: id for id, block in graph.blocks.items()}
    before, behind = names["stage1_2_relu_out"], names["stage2_down_shortcut_pad"]
    source = emit(graph)
    values = observe(compile_source(source)(), source, torch.rand(1, 3, 32, 32), [before, behind])
    assert torch.equal(values[behind][:, 8:24], values[before][:, :, ::2, ::2])
    assert not values[behind][:, :8].any()
    assert not values[behind][:, 24:].any()


def test_each_map_of_lenet5_sees_those_of_the_table() -> None:
    """Changing one map in front changes just the maps behind that the paper's table connects with it."""
    graph = zoo.build("lenet5_1998")
    names = {block.name: id for id, block in graph.blocks.items()}
    source = emit(graph)
    module = compile_source(source)()
    rows = (  # the paper's table I: which of the sixteen maps see each of the six
        "X...XXX..XXXX.XX",
        "XX...XXX..XXXX.X",
        "XXX...XXX..X.XXX",
        ".XXX..XXXX..X.XX",
        "..XXX..XXXX.XX.X",
        "...XXX..XXXX.XXX",
    )
    x = torch.rand(1, 1, 32, 32)
    wanted = [names["c3"]]
    before = observe(module, source, x, wanted)[names["c3"]]
    for one, row in enumerate(rows):
        with torch.no_grad():
            module.get_submodule(source.modules[names["s2"]]).bias[one] += 1.0
        after = observe(module, source, x, wanted)[names["c3"]]
        changed = (after != before).flatten(2).any(dim=2)[0]
        assert "".join("X" if seen else "." for seen in changed) == row
        before = after
