"""What a step of training takes, compared with what torch really keeps, allocates, and takes from the system."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
import torch
from torch import Tensor, nn
from torch.profiler import ProfilerActivity, profile

from builder import zoo
from builder.analysis import analyse
from builder.cost.training_memory import Footprint, footprint
from builder.emit import emit
from builder.emit.compile import compile_graph, compile_source
from builder.groups.expansion import expand
from builder.layers import LAYERS, Layer, Shape, make
from builder.layers.base import Category, Kind
from builder.model.graph import Graph
from builder.sketch import Sketch
from tests.support.graphs import chain
from tests.support.group_examples import repeated_group
from tests.support.lanes import families, some
from tests.support.torch_layers import BATCH, Called, accepted_inputs

NEAR = 0.15
"""How far the estimated memory may be from the real one."""

MOST_WEIGHTS = 62_000_000
LARGE = {"resnet101", "resnet152", "unet_2015"}
"""Networks of the zoo that take gigabytes or minutes, besides those with more weights."""

TRAINED = [name for name in zoo.names() if zoo.info(name).parameters < MOST_WEIGHTS and name not in LARGE]


def batch_for(name: str) -> int:
    """So many samples that what they leave behind matters, and no network takes long."""
    size = analyse(zoo.build(name))
    return max(2, min(256, 3_000_000 // size.activations, 3 * 10**9 // size.macs))


def estimate(graph: Graph, batch: int, slots: int = 2) -> Footprint:
    """The simulated memory of a step."""
    return footprint(graph, analyse(graph), slots, batch)


class Step:
    """A step of training as the engine does it: pixels of all channels side by side, in colour the weights too."""

    def __init__(self, graph: Graph, batch: int, optimiser: Callable[..., torch.optim.Optimizer] | None = None) -> None:
        (entry,) = graph.of_kind("Input")
        sizes = analyse(graph).blocks[entry].outputs[0].sizes
        torch.manual_seed(0)
        self.module: nn.Module = compile_graph(graph)
        self.images = torch.rand(batch, *sizes)
        if any(weight.dim() == 4 for weight in self.module.parameters()):
            self.images = self.images.to(memory_format=torch.channels_last)
            if sizes[0] >= 3:
                self.module.to(memory_format=torch.channels_last)
        make_it = optimiser or (lambda weights: torch.optim.Adam(weights, fused=True))
        self.optimiser = make_it(self.module.parameters())

    def run(self) -> None:
        """Forwards, back, and a step of the weights."""
        self.optimiser.zero_grad(set_to_none=True)
        result = self.module(self.images)
        sum(part.square().mean() for part in (result if isinstance(result, tuple) else (result,))).backward()
        self.optimiser.step()

    def lasting(self) -> int:
        """Bytes that are there before the step begins: the batch, the weights, and what the optimiser keeps of them."""
        self.optimiser.zero_grad(set_to_none=True)
        kept = [value for state in self.optimiser.state.values() for value in state.values() if isinstance(value, Tensor)]
        return sum(each.nbytes for each in [self.images, *self.module.state_dict().values(), *kept])

    def peak(self) -> int:
        """Bytes that torch's allocator has given out at the worst moment of a step that is not the first."""
        self.run()
        lasting = self.lasting()
        with profile(activities=[ProfilerActivity.CPU], profile_memory=True) as watched:
            self.run()
        events = [event for event in watched.profiler.kineto_results.events() if event.name() == "[memory]"]
        held = most = 0
        for event in sorted(events, key=lambda event: event.start_ns()):
            held += event.nbytes()
            most = max(most, held)
        return lasting + most


@pytest.fixture(autouse=True)
def one_thread() -> Iterator[None]:
    """Threads of their own would take memory of their own."""
    before = torch.get_num_threads()
    torch.set_num_threads(1)
    yield
    torch.set_num_threads(before)


@pytest.mark.parametrize("name", some(families(TRAINED), 3))
def test_the_zoo_takes_what_torch_allocates(name: str) -> None:
    graph, batch = zoo.build(name), batch_for(name)
    assert estimate(graph, batch).peak == pytest.approx(Step(graph, batch).peak(), rel=NEAR)


@pytest.mark.parametrize(
    ("slots", "make_it"), [(0, torch.optim.SGD), (1, lambda weights: torch.optim.SGD(weights, momentum=0.9))]
)
def test_the_optimiser_counts_by_what_it_keeps(slots: int, make_it: Callable[..., torch.optim.Optimizer]) -> None:
    graph = zoo.build("tf_tutorial")
    assert estimate(graph, 32, slots).peak == pytest.approx(Step(graph, 32, make_it).peak(), rel=NEAR)


@pytest.mark.parametrize("batch", some([1, 7, 64, 300], 2))
def test_it_holds_at_every_batch_size(batch: int) -> None:
    graph = zoo.build("resnet20_cifar")
    assert estimate(graph, batch).peak == pytest.approx(Step(graph, batch).peak(), rel=NEAR)


CHILD = """
import json, sys
from pathlib import Path
from builder import zoo
from tests.builder.cost.test_training_memory import Step

def status(name):
    lines = Path("/proc/self/status").read_text().splitlines()
    return next(int(line.split()[1]) * 1024 for line in lines if line.startswith(name))

Step(zoo.build("resnet20_cifar"), 2).run()
graph = zoo.build(sys.argv[1])
Path("/proc/self/clear_refs").write_text("5")
before = status("VmRSS")
step = Step(graph, int(sys.argv[2]))
for _ in range(3):
    step.run()
print(json.dumps(status("VmHWM") - before))
"""


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="reads the peak from /proc")
@pytest.mark.slow
@pytest.mark.parametrize(("name", "batch"), [("resnet18", 8), ("squeezenet1_1", 16)])
def test_the_process_takes_what_is_said_where_freed_memory_goes_back(name: str, batch: int) -> None:
    """Blocks are mapped one by one here: glibc's heap would hold up to half as much again in its gaps."""
    env = {**os.environ, "MALLOC_MMAP_THRESHOLD_": "65536", "OMP_NUM_THREADS": "1"}
    root = Path(__file__).parents[3]
    ran = subprocess.run(
        [sys.executable, "-c", CHILD, name, str(batch)],
        cwd=root,
        env=env,
        capture_output=True,
        text=True,
        timeout=200,
        check=True,
    )
    assert estimate(zoo.build(name), batch).peak == pytest.approx(json.loads(ran.stdout), rel=NEAR)


# -- layer by layer --------------------------------------------------------------------------------------------------


def really_kept(layer: Layer, inputs: tuple[Shape, ...]) -> tuple[set[int], bool, int]:
    """The inputs that torch keeps of a call in training, whether it keeps what comes out, and bytes besides.

    Weights and what belongs to them are left out.
    """
    torch.manual_seed(0)
    called = Called(layer, inputs).train()
    given = [
        torch.rand(BATCH, *x.sizes).requires_grad_()
        if x.kind is Kind.FLOAT
        else torch.zeros(BATCH, *x.sizes, dtype=torch.int64)
        for x in inputs
    ]
    saved: dict[int, torch.UntypedStorage] = {}

    def pack(value: Tensor) -> Tensor:
        saved[value.untyped_storage().data_ptr()] = value.untyped_storage()
        return value

    with torch.autograd.graph.saved_tensors_hooks(pack, lambda value: value):
        result = called(*given)
    results = list(result) if isinstance(result, tuple | list) else [result]
    ins = [value.untyped_storage().data_ptr() for value in given]
    outs = {value.untyped_storage().data_ptr() for value in results} - {*ins}
    own = {value.untyped_storage().data_ptr() for value in [*called.parameters(), *called.buffers()]}
    besides = sum(storage.nbytes() for place, storage in saved.items() if place not in {*ins, *outs, *own})
    return {port for port, place in enumerate(ins) if place in saved}, not outs.isdisjoint(saved), besides


CALLS = [layer for kind, layer in LAYERS.items() if layer.category is not Category.ENDS]
MORE = [
    *(make("MultiheadAttention", dropout=share) for share in (0.0, 0.2)),
    *(
        make("TransformerEncoderLayer", dim_feedforward=64, dropout=share, activation=bend, norm_first=first)
        for share in (0.0, 0.2)
        for bend in ("relu", "gelu")
        for first in (False, True)
    ),
    *(make(kind, num_layers=3, dropout=0.5, bidirectional=both) for kind in ("RNN", "GRU") for both in (False, True)),
    make("MultiheadAttention", self_attention=False, dropout=0.1),
    make("RMSNorm", elementwise_affine=False),
    make("LSTM", proj_size=4),
]
STATISTICS = 64
"""Bytes of a mean and a deviation for each channel of a batch, which are not counted."""


@pytest.mark.parametrize(
    "layer", some([*(kind.fresh() for kind in CALLS), *MORE], 30), ids=lambda layer: f"{layer.kind} {layer.summary()}"
)
@pytest.mark.filterwarnings("ignore::UserWarning")
def test_torch_keeps_of_every_layer_what_it_says(layer: Layer) -> None:
    for inputs in accepted_inputs(layer):
        ports, results, besides = really_kept(layer, inputs)
        said = layer.saved_tensors(*inputs)
        assert ports == (set(range(len(inputs))) if said.inputs is None else set(said.inputs))
        if layer.kind != "LSTM":
            assert results == said.outputs
            assert besides == pytest.approx(BATCH * said.extra_bytes, rel=0.05, abs=STATISTICS)


@pytest.mark.parametrize("width", [32, 128])
def test_an_lstm_keeps_what_onednn_works_in(width: int) -> None:
    layer, inputs = make("LSTM", hidden_size=width), (Shape((50, 16)),)
    _, _, besides = really_kept(layer, inputs)
    assert besides == pytest.approx(BATCH * layer.saved_tensors(*inputs).extra_bytes, rel=NEAR)


@pytest.mark.parametrize("layer", some((kind.fresh() for kind in CALLS), 20), ids=lambda layer: layer.kind)
def test_a_view_lies_where_its_input_lies(layer: Layer) -> None:
    inputs = accepted_inputs(layer)[-1]
    given = [torch.ones(BATCH, *x.sizes, dtype=torch.float32 if x.kind is Kind.FLOAT else torch.int64) for x in inputs]
    result = Called(layer, inputs)(*given)
    first = result[0] if isinstance(result, tuple | list) else result
    same = first.untyped_storage().data_ptr() == given[0].untyped_storage().data_ptr()
    assert same == layer.saved_tensors(*inputs).is_view


# -- the sums of small networks, by hand -----------------------------------------------------------------------------


def test_a_chain_by_hand() -> None:
    """Input 64 numbers -> Linear 32 -> ReLU -> Linear 10: torch keeps the batch, and the rectified numbers once."""
    graph = chain("Input", "Linear", "ReLU", "Linear", "Output", Input={"shape": (64,)}, Linear={"out_features": 32})
    said, weights = estimate(graph, 100), 64 * 32 + 32 + 32 * 32 + 32
    assert said.weights == said.gradients == 4 * weights
    assert said.optimiser == 8 * weights
    assert said.kept == 4 * 100 * (64 + 32 + 32)  # the result, for the loss, is the last
    assert said.steady == 16 * weights
    assert said.peak == said.steady + said.passing


def test_what_two_layers_keep_is_counted_once() -> None:
    net = Sketch()
    x = net("ReLU", net("Linear", net("Input", shape=(64,)), out_features=32))
    net("Output", net("Add", *[net("Linear", x, out_features=10) for _ in range(5)]))
    assert estimate(net.graph, 10).kept == 4 * 10 * (64 + 32 + 10)


def test_nothing_is_kept_of_what_needs_no_gradient() -> None:
    graph = chain("Input", "MaxPool2d", "Sigmoid", "Flatten", "Linear", "Output", Linear={"out_features": 10})
    assert estimate(graph, 10).kept == 4 * 10 * (28 * 28 + 14 * 14 + 10)


def test_an_unfinished_network_takes_what_is_known_of_it() -> None:
    assert estimate(chain("Input", "Conv2d"), 8).peak > 0
    assert estimate(Graph(), 8) == Footprint(weights=0, gradients=0, optimiser=0, kept=0, peak=0)
    assert estimate(chain("Conv2d", "ReLU"), 8) == Footprint(weights=0, gradients=0, optimiser=0, kept=0, peak=0)


# -- groups and shared weights ---------------------------------------------------------------------------------------


@pytest.mark.parametrize("passes", [1, 4])
def test_a_group_takes_what_its_blocks_take(passes: int) -> None:
    graph = repeated_group(passes)
    assert estimate(graph, 16) == estimate(expand(graph).graph, 16)
    assert estimate(graph, 64).peak == pytest.approx(Step(graph, 64).peak(), rel=NEAR)


def test_shared_weights_are_held_once() -> None:
    net = Sketch()
    first = net("Linear", net("Input", shape=(300,)), out_features=300)
    second = net("Linear", net("ReLU", first), weights_of=first)
    net("Output", net("Linear", net("ReLU", second), weights_of=first))
    said, weights = estimate(net.graph, 64), 300 * 300 + 300
    assert said.weights == said.gradients == 4 * weights
    assert said.peak == pytest.approx(Step(net.graph, 64).peak(), rel=NEAR)


def test_statistics_that_are_shared_are_saved_once() -> None:
    net = Sketch()
    x = net("BatchNorm2d", net("Input", shape=(8, 6, 6)), name="norm")
    net("Output", net("BatchNorm2d", net("ReLU", x), weights_of=x))
    assert analyse(net.graph).buffers == sum(value.numel() for value in compile_graph(net.graph).buffers()) == 17


@pytest.mark.parametrize("name", some(families(zoo.names()), 6))
def test_what_is_saved_but_not_learned_is_counted_as_torch_counts_it(name: str) -> None:
    graph = zoo.build(name)
    with torch.device("meta"):
        module = compile_source(emit(graph))()
    saved = {key: value.numel() for key, value in module.state_dict().items()}
    learned = {key for key, _ in module.named_parameters()}
    assert analyse(graph).buffers == sum(count for key, count in saved.items() if key not in learned)
