"""The command line as a person uses it: real processes where signals, pipes and imports matter, else in this one."""

import json
import os
import signal
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest
import torch
from PIL import Image

import main
from backend.cli.train import stopping
from backend.protocol.command_queue import CommandQueue
from backend.protocol.events import Stop
from backend.protocol.recipe import Recipe
from backend.runs.store import RunStore
from builder import Sketch, Task, load_project, save_project, zoo
from builder.common.quantities import bytes_text
from builder.model.project import Project

ROOT = Path(__file__).parents[3]
FINISHED = {"reason", "val_loss", "val_accuracy", "test_accuracy", "samples_per_second", "run_dir"}


def convas(*arguments, **changed):
    """A process of its own; gives its end."""
    environment = {**os.environ, "OMP_NUM_THREADS": "1", **changed}
    command = [sys.executable, str(ROOT / "main.py"), *map(str, arguments)]
    return subprocess.run(command, env=environment, capture_output=True, text=True, timeout=120)


@pytest.fixture
def says(capsys):
    """Run a command here; gives exit status, standard output and standard error."""

    def run(*arguments):
        capsys.readouterr()
        status = main.main([str(argument) for argument in arguments])
        told = capsys.readouterr()
        assert "Traceback" not in told.err
        return status, told.out, told.err

    return run


@pytest.fixture
def lenet(says, tmp_path):
    """A project that trains with one thread: two on cores that others use too can take forty times as long."""
    path = tmp_path / "lenet.convas"
    assert says("new", "lenet5", "-o", path)[0] == 0
    project = load_project(path)
    save_project(replace(project, recipe={**project.recipe, "threads": 1}), path)
    return path


def folder(root, classes, count=6, size=(12, 12)):
    """Images of which each class has one grey of its own."""
    for label in range(classes):
        (root / f"class {label}").mkdir(parents=True)
        for index in range(count):
            Image.new("L", size, 20 * label + index).save(root / f"class {label}" / f"{index}.png")
    return root


def unflattened(path):
    """A project whose Linear comes right behind a convolution."""
    net = Sketch()
    x = net("Input", shape=(1, 8, 8))
    x = net("Conv2d", x, out_channels=4, kernel_size=3)
    net("Output", net("Linear", x, out_features=10))
    save_project(Project(net.graph, task=Task(input_shape=(1, 8, 8), classes=tuple("0123456789"))), path)
    return path


# -- looking -------------------------------------------------------------------------------------------------------


def test_zoo_lists_every_network(says):
    status, out, _ = says("zoo")
    rows = {line.split()[0]: line for line in out.splitlines()}
    assert status == 0
    assert {"lenet5", "lenet5_tanh", "tf_tutorial", "nielsen_dbl_conv_relu", "vgg8_cifar", "resnet20_cifar_b"} <= set(rows)
    assert "61,706" in rows["lenet5"]
    assert "272,474" in rows["resnet20_cifar_b"]
    assert "Classification" in rows["lenet5"]
    assert "digits, mnist" in rows["lenet5"]
    assert "Segmentation" in rows["unet_small"]
    assert "Detection (later)" in rows["yolo_v1"]
    assert "none yet" in rows["yolo_v1"]


def test_zoo_json_is_one_object_a_network(says):
    status, out, _ = says("zoo", "--json")
    rows = {row["name"]: row for row in map(json.loads, out.splitlines())}
    assert status == 0
    assert list(rows) == zoo.names()
    assert (rows["unet_small"]["task"], rows["unet_small"]["data"]) == ("segmentation", ["shapes"])
    assert (rows["yolo_v1"]["data"], rows["lenet5"]["parameters"]) == ([], 61_706)


def test_new_chooses_a_task_and_data_that_suit(says, tmp_path):
    status, out, _ = says("new", "autoencoder", "-o", tmp_path / "auto.convas")
    assert (status, out.splitlines()[0].split(" to ")[0]) == (0, "Wrote Deep autoencoder for Digits")
    project = load_project(tmp_path / "auto.convas")
    assert (project.task.kind, project.recipe["loss"], project.data["name"]) == ("reconstruction", "MSE", "digits")
    status, out, _ = says("new", "lenet5", "--task", "reconstruction", "-o", tmp_path / "lenet.convas")
    assert status == 0
    assert "LeNet-5 is made for another task, Classification: it comes without data." in out
    assert load_project(tmp_path / "lenet.convas").task is None


def test_datasets_say_where_they_lie(says):
    status, out, _ = says("datasets")
    rows = {line.split()[0]: line for line in out.splitlines()}
    assert status == 0
    assert "1,797" in rows["digits"]
    assert "comes with scikit-learn" in rows["digits"]
    assert "30.9 MB to download to" in rows["fashion-mnist"]
    assert "mnist" in rows


@pytest.mark.slow
def test_quick_commands_load_nothing_heavy(lenet):
    code = (
        "import sys, main; codes = [main.main(['zoo']), main.main(['datasets']), main.main(['check', sys.argv[1]])]; "
        "assert codes == [0, 0, 0], codes; "
        "heavy = {'torch', 'sklearn', 'PySide6', 'PIL', 'tqdm'} & set(sys.modules); assert not heavy, heavy"
    )
    done = subprocess.run([sys.executable, "-c", code, str(lenet)], cwd=ROOT, capture_output=True, text=True, timeout=60)
    assert done.returncode == 0, done.stderr


def test_help_names_every_command():
    done = convas("--help")
    assert done.returncode == 0
    for command in ("open", "zoo", "new", "check", "train", "export", "datasets"):
        assert f"  {command} " in done.stdout


def test_check_shows_blocks_and_totals(says, lenet):
    status, out, _ = says("check", lenet)
    assert status == 0
    rows = {line.split()[0]: line.split() for line in out.splitlines() if line}
    assert rows["conv1"] == ["conv1", "Conv2d", "6×28×28", "156", "117,600", "5×5", "1×1"]
    assert rows["pool2"][-2:] == ["16×16", "4×4"]
    assert rows["fc1"][-2:] == ["all", "-"]
    assert rows["total"] == ["total", "61,706", "416,520"]
    assert "No problems." in out


def test_check_json_is_one_object(says, lenet):
    status, out, _ = says("check", lenet, "--json")
    record = json.loads(out)
    assert status == 0
    totals = {"ok", "parameters", "macs", "buffers", "activations", "training_memory"}
    assert set(record) == {*totals, "blocks", "notes", "problems"}
    assert (record["buffers"], record["activations"]) == (0, 15_796)
    assert (record["ok"], record["parameters"], record["macs"], record["problems"]) == (True, 61_706, 416_520, [])
    conv = next(block for block in record["blocks"] if block["name"] == "conv1")
    assert conv == {
        "id": conv["id"],
        "name": "conv1",
        "kind": "Conv2d",
        "inputs": [[1, 28, 28]],
        "output": [6, 28, 28],
        "parameters": 156,
        "macs": 117_600,
        "receptive_field": [5, 5],
        "receptive_stride": [1, 1],
    }
    seen = {block["name"]: (block["receptive_field"], block["receptive_stride"]) for block in record["blocks"]}
    assert seen["pool2"] == ([16, 16], [4, 4])
    assert seen["flatten"] == ([16, 16], None)
    assert seen["fc1"] == (None, None)


def test_check_says_what_memory_training_takes(says, lenet):
    _, out, _ = says("check", lenet, "--json", "--batch-size", "64")
    small = json.loads(out)["training_memory"]
    _, out, _ = says("check", lenet, "--json", "--batch-size", "6400")
    large = json.loads(out)["training_memory"]
    assert (small["batch_size"], large["batch_size"]) == (64, 6400)
    assert small["weights"] == large["weights"] == 4 * 4 * 61_706
    assert large["batch"] == pytest.approx(100 * small["batch"], rel=0.01)
    assert large["bytes"] == large["weights"] + large["batch"]
    _, out, _ = says("check", lenet, "--batch-size", "6400")
    assert f"Training with batches of 6,400 takes about {bytes_text(large['bytes'])} of memory." in out


def test_check_names_errors_and_their_repairs(says, tmp_path):
    path = unflattened(tmp_path / "flat.convas")
    status, out, _ = says("check", path)
    assert status == 1
    assert "error: " in out
    assert "  repair: " in out
    status, out, _ = says("check", path, "--json")
    record = json.loads(out)
    assert status == 1
    assert not record["ok"]
    problem = record["problems"][0]
    assert set(problem) == {"severity", "code", "block", "message", "repairs"}
    assert problem["severity"] == "error"
    assert any("Flatten" in label for label in problem["repairs"])


# -- refusing ------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["check", "nowhere.convas"], "nowhere.convas"),
        (["train", "nowhere.convas"], "nowhere.convas"),
        (["new", "lenet", "-o", "x.convas"], 'Did you mean "lenet5"?'),
        (["new", "lenet5", "--data", "didgits", "-o", "x.convas"], "Did you mean digits?"),
        (["new", "lenet5", "-o", "no/such/folder/x.convas"], "no/such/folder"),
        (["export", "nowhere", "--format", "pt", "-o", "x.pt"], "nowhere"),
        (["export", "nowhere", "--format", "onyx", "-o", "x.pt"], "onyx"),
        (["frobnicate"], "frobnicate"),
        (["train"], "PROJECT"),
    ],
)
def test_what_cannot_be_done_is_said(says, tmp_path, monkeypatch, arguments, words):
    monkeypatch.chdir(tmp_path)
    status, out, err = says(*arguments)
    assert (status, out) == (2, "")
    assert words in err
    assert not (tmp_path / "x.convas").exists()


def test_a_damaged_project_is_refused_in_one_line(says, tmp_path):
    path = tmp_path / "bad.convas"
    path.write_text('{"format": "convas-project", "version": 1, "graph": [[[')
    status, _, err = says("check", path)
    assert status == 2
    assert len(err.strip().splitlines()) == 1


def test_a_home_that_cannot_be_made_is_said(says, lenet, tmp_path, monkeypatch):
    (tmp_path / "file").write_text("")
    monkeypatch.setenv("CONVAS_HOME", str(tmp_path / "file"))
    status, out, err = says("train", lenet)
    assert (status, out) == (2, "")
    assert err == f"convas: {tmp_path / 'file' / 'runs'}: part of the path is not a folder.\n"


@pytest.mark.parametrize(
    ("wish", "words"),
    [
        (["--batch-size", "0"], "batch_size"),
        (["--epochs", "-1"], "epochs"),
        (["--seed", "-5"], "seed"),
        (["--epochs", "x"], "epochs"),
    ],
)
def test_wishes_are_checked(says, lenet, wish, words):
    status, _, err = says("train", lenet, *wish)
    assert status == 2
    assert words in err


@pytest.mark.skipif(torch.cuda.is_available(), reason="there is a GPU here")
def test_no_gpu_is_said(says, lenet):
    status, _, err = says("train", lenet, "--device", "cuda")
    assert status == 2
    assert "GPU" in err


# -- training ------------------------------------------------------------------------------------------------------


def lines(text):
    return [json.loads(line) for line in text.splitlines()]


def test_train_tells_epochs_and_the_end_as_json(says, lenet, tmp_path):
    before = load_project(lenet)
    status, out, _ = says("train", lenet, "--epochs", 2, "--json", "--run-dir", tmp_path / "run")
    told = lines(out)
    assert status == 0
    assert [event["event"] for event in told] == ["epoch", "epoch", "finished"]
    end = told[-1]
    assert set(end) >= FINISHED
    assert end["reason"] == "completed"
    assert end["run_dir"] == str(tmp_path / "run")
    assert 0.3 < end["test_accuracy"] <= 1
    assert end["samples_per_second"] > 0
    assert (tmp_path / "run" / "best.pt").is_file()
    after = load_project(lenet)
    assert after == before
    assert after.run == str(tmp_path / "run")
    assert RunStore.open(after.run).job().recipe.epochs == 2

    again = lines(says("train", lenet, "--epochs", 2, "--json", "--run-dir", tmp_path / "again")[1])
    assert [event["val_loss"] for event in again] == [event["val_loss"] for event in told]
    status, _, err = says("train", lenet, "--run-dir", tmp_path / "run")
    assert status == 2
    assert "already holds a run" in err


@pytest.mark.slow
def test_train_in_words(lenet):
    done = convas("train", lenet, "--epochs", 1, "--batch-size", 64)
    assert done.returncode == 0, done.stderr
    assert "61,706 parameters; 1,258 training, 180 validation, 359 test images; " in done.stdout
    assert "8×8 images are resized to 28×28." in done.stdout
    assert "epoch 1/1  loss" in done.stdout
    assert "The run is in " in done.stdout
    assert done.stderr == ""


def test_every_field_of_the_recipe_can_be_set(says, lenet, tmp_path):
    wanted = ("--set", "learning_rate=0.01", "--set", "optimizer=SGD", "--epochs", 1)
    status, _, err = says("train", lenet, *wanted, "--run-dir", tmp_path / "run")
    assert status == 0, err
    recipe = RunStore(tmp_path / "run").job().recipe
    assert (recipe.learning_rate, recipe.optimizer, recipe.epochs) == (0.01, "SGD", 1)
    status, _, err = says("train", lenet, "--set", "lerning_rate=1")
    assert status == 2
    assert "Did you mean learning_rate?" in err
    status, out, _ = says("train", "--help")
    assert status == 0
    for name, declared in Recipe.params().items():
        assert f"{name} " in out
        assert declared.doc in out


def test_a_project_without_data_learns_digits(says, tmp_path):
    net = Sketch()
    net("Output", net("Linear", net("Flatten", net("Input", shape=(1, 8, 8))), out_features=10))
    path = tmp_path / "bare.convas"
    save_project(Project(net.graph, recipe=Recipe(threads=1).record()), path)
    assert says("train", path, "--epochs", 1, "--run-dir", tmp_path / "run")[0] == 0
    assert RunStore(tmp_path / "run").job().data.name == "digits"


def test_other_data_of_the_same_classes(says, lenet, tmp_path):
    status, out, err = says("train", lenet, "--data", folder(tmp_path / "ten", 10), "--epochs", 1)
    assert status == 0, err
    assert "Images of 12×12 are resized to 28×28." in out
    assert load_project(lenet).data["name"] == "digits"


def test_other_data_of_other_classes_are_refused_with_the_repair(says, lenet, tmp_path):
    before = lenet.read_bytes()
    status, out, err = says("train", lenet, "--data", folder(tmp_path / "three", 3))
    assert (status, out) == (2, "")
    assert "cannot be trained on three" in err
    assert "fc3" in err
    assert "  repair: " in err
    assert "3" in err.split("  repair: ")[1]
    assert lenet.read_bytes() == before
    assert says("new", "lenet5", "--data", tmp_path / "three", "-o", tmp_path / "three.convas")[0] == 0
    assert says("check", tmp_path / "three.convas")[0] == 0


def test_a_project_with_errors_is_not_trained(says, tmp_path):
    status, _, err = says("train", unflattened(tmp_path / "flat.convas"))
    assert status == 2
    assert "repair: " in err


def running(*arguments):
    command = [sys.executable, str(ROOT / "main.py"), *map(str, arguments)]
    environment = {**os.environ, "OMP_NUM_THREADS": "1"}
    return subprocess.Popen(command, env=environment, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)


@pytest.mark.slow
@pytest.mark.skipif(os.name != "posix", reason="signals are sent as POSIX has them")
def test_two_heads_and_shared_weights_from_check_to_export(says, tmp_path):
    net = Sketch()
    left, right = (net("Input", name=name, shape=(1, 8, 8)) for name in ("left", "right"))
    one = net("Conv2d", left, name="one", out_channels=2)
    other = net("Conv2d", right, name="other", weights_of=one)
    net("Output", net("Linear", net("Flatten", one), out_features=10), name="extra", loss_weight=0.3)
    net("Output", net("Linear", net("Flatten", net("Add", one, other)), out_features=10), name="scores")
    task = Task("classification", (1, 8, 8), tuple("0123456789"))
    path = tmp_path / "pair.convas"
    save_project(Project(net.graph, task=task, data={"name": "digits"}), path)
    status, text, _ = says("check", path)
    assert status == 0
    assert next(line for line in text.splitlines() if line.startswith("other")).split()[3:5] == ["of", "one"]
    checked = json.loads(says("check", path, "--json")[1])
    assert checked["parameters"] == sum(block["parameters"] for block in checked["blocks"]) == 20 + 2 * 730
    assert [block.get("weights_of") for block in checked["blocks"] if block["kind"] == "Conv2d"] == [None, one]
    status, text, errors = says("train", path, "--epochs", 1, "--run-dir", tmp_path / "run")
    assert status == 0, errors
    assert "1 × scores + 0.3 × extra" in text
    status, text, errors = says("export", path, "--format", "pt", "-o", tmp_path / "pair.pt")
    assert status == 0, errors
    said = json.loads((tmp_path / "pair.pt.json").read_text(encoding="utf-8"))
    assert [[each["name"] for each in said[ends]] for ends in ("inputs", "outputs")] == [["left", "right"], ["scores", "extra"]]


@pytest.mark.slow
def test_ctrl_c_stops_and_keeps_the_model(lenet, tmp_path):
    with running("train", lenet, "--epochs", 10_000, "--json", "--run-dir", tmp_path / "run") as process:
        first = json.loads(process.stdout.readline())
        process.send_signal(signal.SIGINT)
        rest, err = process.communicate(timeout=60)
    assert first["event"] == "epoch"
    assert process.returncode == 0, err
    assert lines(rest)[-1]["event"] == "finished"
    assert lines(rest)[-1]["reason"] == "stopped"
    assert "Stopping; the model is kept." in err
    assert (tmp_path / "run" / "last.pt").is_file()
    assert load_project(lenet).run == str(tmp_path / "run")


@pytest.mark.skipif(os.name != "posix", reason="signals are sent as POSIX has them")
def test_a_second_ctrl_c_ends_at_once():
    def pressed():
        os.kill(os.getpid(), signal.SIGINT)
        return commands.drain()

    commands = CommandQueue()
    with stopping(commands):
        assert pressed() == [Stop()]
        with pytest.raises(KeyboardInterrupt):
            pressed()
    assert signal.getsignal(signal.SIGINT) is signal.default_int_handler


@pytest.mark.slow
def test_a_reader_that_goes_away_ends_it_quietly(lenet):
    with running("train", lenet, "--epochs", 10_000, "--json") as process:
        process.stdout.readline()
        process.stdout.close()
        err = process.stderr.read()
        process.wait(timeout=60)
    assert process.returncode == 1
    assert err == ""


# -- taking away ---------------------------------------------------------------------------------------------------


@pytest.mark.slow
def test_export_of_a_run_and_of_its_project(says, lenet, tmp_path):
    assert says("train", lenet, "--epochs", 1, "--run-dir", tmp_path / "run")[0] == 0
    status, out, err = says("export", tmp_path / "run", "--format", "state-dict", "-o", tmp_path / "weights.pt")
    assert status == 0, err
    assert f"Wrote {tmp_path / 'weights.pt'}" in out
    assert "Load it with: " in out
    weights = torch.load(tmp_path / "weights.pt", weights_only=True)
    (first,) = (value for key, value in weights.items() if key.endswith("conv1.weight"))
    assert first.shape == (6, 1, 5, 5)
    status, _, err = says("export", lenet, "--format", "pt", "-o", tmp_path / "whole.pt")
    assert status == 0, err
    assert torch.load(tmp_path / "whole.pt", weights_only=False)(torch.zeros(2, 1, 28, 28)).shape == (2, 10)


@pytest.mark.slow
def test_export_without_a_run_gives_the_source_only(says, lenet, tmp_path):
    status, _, err = says("export", lenet, "--format", "python", "-o", tmp_path / "net.py")
    assert status == 0, err
    assert "class LeNet" in (tmp_path / "net.py").read_text() or "class Net" in (tmp_path / "net.py").read_text()
    status, _, err = says("export", lenet, "--format", "pt", "-o", tmp_path / "net.pt")
    assert status == 2
    assert err.strip()
    assert not (tmp_path / "net.pt").exists()


# -- the window ----------------------------------------------------------------------------------------------------


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="other systems always have a display")
@pytest.mark.parametrize("arguments", [[], ["open"], ["some.convas"], ["open", "some.convas"]])
def test_without_a_display_the_window_points_to_the_command_line(arguments):
    done = convas(*arguments, DISPLAY="", WAYLAND_DISPLAY="", QT_QPA_PLATFORM="")
    assert done.returncode == 2
    assert "display" in done.stderr or "apt-get install" in done.stderr
    assert "Traceback" not in done.stderr


def test_check_tells_what_stands_inside_of_groups(says, tmp_path):
    path = tmp_path / "resnet.convas"
    says("new", "resnet18", "-o", path)
    _, told, _ = says("check", path, "--json")
    stages = {block["name"]: block for block in json.loads(told)["blocks"]}
    assert [stages[name]["repeat"] for name in ("layer1", "layer2")] == [2, 1]
    assert sum(block["parameters"] for block in stages["layer2"]["blocks"]) == stages["layer2"]["parameters"]
    assert "BasicBlock ×2" in says("check", path)[1]
    assert sum(line.startswith("  conv1 ") for line in says("check", "--inside", path)[1].splitlines()) == 7


# -- data ----------------------------------------------------------------------------------------------------------


def test_data_report_says_what_is_in_a_folder(says, tmp_path):
    status, out, err = says("data", "report", folder(tmp_path / "set", 3, count=20))
    assert (status, err) == (0, "")
    lines = out.splitlines()
    assert lines[0].startswith("set: 60 images, looked at as 1×12×12")
    assert [line.split()[:3] for line in lines[3:6]] == [["class", str(label), "14"] for label in range(3)]
    assert "always guessing class 0 is right for 33.3% of the test images" in out
    assert "warning: 60 images are of a single colour all over." in out


def test_data_report_is_json_for_programs(says, tmp_path):
    status, out, _ = says("data", "report", "digits", "--json")
    record = json.loads(out)
    assert status == 0
    assert record["images"] == {"train": 1258, "val": 180, "test": 359}
    assert len(record["classes"]) == 10
    assert says("data", "report", tmp_path / "nowhere")[0] == 2


def test_data_has_translated_help(says):
    assert "Look at data before a network learns" in says("data", "--help")[1]
    assert "NAME|FOLDER" in says("data", "report", "--help")[1]


def test_data_report_looks_at_another_task(says):
    assert "digits cannot teach" in says("data", "report", "digits", "--task", "segmentation")[2].lower()
    status, out, _ = says("data", "report", "digits", "--task", "reconstruction")
    assert (status, "always guessing" in out) == (0, False)


def test_options_of_the_data_go_into_the_project_and_the_report(says, tmp_path):
    path = tmp_path / "shapes.convas"
    few = ("--option", "train_count=40", "--option", "test_count=10")
    assert says("new", "autoencoder", "--data", "shapes", *few, "--option", "colour=no", "-o", path)[0] == 0
    assert load_project(path).data["options"] == {"train_count": 40, "test_count": 10, "colour": False}
    assert "50 images" in says("data", "report", "shapes", *few)[1]
    status, _, err = says("new", "lenet5", "--data", "shapes", "--option", "size=1", "-o", path)
    assert (status, err) == (2, "convas: shapes.size: must be at least 16, not 1\n")
    assert says("check", path, "--option", "numbers=area")[1].count("numbers is one of position and angle, count, not area.")


@pytest.mark.slow
def test_data_are_divided_as_is_asked_for(says):
    _, out, _ = says("data", "report", "digits", "--json", "--split", "val_fraction=0", "--split", "test_count=97")
    assert json.loads(out)["images"] == {"train": 1700, "val": 0, "test": 97}
    _, out, _ = says("data", "report", "digits", "--json", "--split", "folds=3", "--split", "test_fraction=0")
    assert json.loads(out)["images"] == {"train": 1198, "val": 599, "test": 0}
    for pair, words in (
        ("fold", "fold sets nothing; write NAME=VALUE."),
        ("vall_count=3", "Did you mean val_count?"),
        ("name=x", "Data are not divided by name"),
        ("folds=many", "folds is a whole number, not many."),
        ("val_fraction=0.9", "data.val_fraction: must be at most 0.45"),
    ):
        status, _, err = says("data", "report", "digits", "--split", pair)
        assert status == 2
        assert words in err


@pytest.mark.slow
def test_a_training_without_validation_calls_no_epoch_the_best(says, lenet, tmp_path):
    status, out, err = says(
        "train", lenet, "--data", "digits", "--split", "val_fraction=0", "--epochs", 1, "--json", "--run-dir", tmp_path / "run"
    )
    assert status == 0, err
    epoch, finished = (json.loads(line) for line in out.splitlines())
    assert epoch["val_loss"] is None
    assert finished["best_epoch"] is None
    assert RunStore(tmp_path / "run").job().data.val_fraction == 0
    assert "must be 0, for none, or at least 2" in says("train", lenet, "--split", "folds=1")[2]


def test_names_cannot_command_the_terminal(says, tmp_path):
    for name in ("\x1b]0;own\x07", "Größe 猫\nx"):
        folder = tmp_path / "all\x1b[2J" / name
        folder.mkdir(parents=True)
        for shade in range(6):
            Image.new("L", (8, 8), 30 * shade).save(folder / f"{shade}.png")
    status, out, err = says("data", "report", folder.parent)
    assert status == 0
    assert "\x1b" not in out + err
    assert r"\x1b]0;own\x07" in out
    assert r"Größe 猫\nx" in out
    status, _, err = says("data", "report", tmp_path / "none\x1b[2J")
    assert (status, "\x1b" in err) == (2, False)
    assert r"none\x1b[2J" in err
