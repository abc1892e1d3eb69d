"""The palette: every kind is there, is found by what people call it, and is added by mouse or keys."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QTreeWidgetItem
from pytestqt.qtbot import QtBot

from builder.layers import LAYERS
from builder.layers.base import Category
from gui.common.fuzzy_search import layers_for, score
from gui.common.media_types import LAYER_MIME
from gui.model.workspace import Workspace
from gui.palette.palette import FOLD, KIND, Palette, layer_card, layer_mime


@pytest.fixture
def palette(empty: Workspace, qtbot: QtBot) -> Palette:
    made = Palette(empty)
    qtbot.addWidget(made)
    made.resize(260, 1600)
    made.show()
    return made


def kinds_shown(palette: Palette) -> list[str]:
    return [item.data(0, KIND) for item in items(palette) if item.data(0, KIND)]


def items(palette: Palette) -> list[QTreeWidgetItem]:
    """Every row from top to bottom, folded away or not."""
    found, pending = [], [palette.tree.topLevelItem(row) for row in range(palette.tree.topLevelItemCount())]
    while pending:
        item = pending.pop(0)
        found.append(item)
        pending = [item.child(row) for row in range(item.childCount())] + pending
    return found


def seen(palette: Palette) -> list[str]:
    """The kinds that are not folded away."""
    tree = palette.tree
    return [item.data(0, KIND) for item in items(palette) if item.data(0, KIND) and tree.visualItemRect(item).isValid()]


def kinds_of(workspace: Workspace) -> list[str]:
    return [workspace.graph.blocks[id].kind for id in workspace.graph.order()]


def test_every_kind_is_there_once_family_by_family(palette: Palette) -> None:
    assert sorted(kinds_shown(palette)) == sorted(LAYERS)
    families = [LAYERS[kind].category for kind in kinds_shown(palette)]
    assert families == sorted(families, key=list(type(families[0])).index)


def test_common_layers_are_seen_at_once_and_the_others_behind_a_row_that_says_how_many(palette: Palette, qtbot: QtBot) -> None:
    alone = {category for category in Category if sum(k.category is category and not k.common for k in LAYERS.values()) == 1}
    shown = {kind for kind, layer in LAYERS.items() if layer.common or layer.category in alone}
    assert set(seen(palette)) == shown
    assert len(shown) < 36
    more = next(item for item in items(palette) if item.data(0, FOLD) == "pooling.more")
    assert more.text(0) == f"{more.childCount()} more"
    place = palette.tree.visualItemRect(more).center()
    qtbot.mouseClick(palette.tree.viewport(), Qt.MouseButton.LeftButton, pos=place)
    assert "MaxPool1d" in seen(palette)
    palette.search.setText("relu")
    palette.search.clear()
    assert "MaxPool1d" in seen(palette)
    assert "Conv1d" not in seen(palette)


@pytest.mark.parametrize("query", ["conv", "max pool", "average pool", "batch norm", "dropout", "pool"])
def test_of_equals_the_common_layer_is_found_first(query: str) -> None:
    assert layers_for(query)[0].common


@pytest.mark.parametrize(
    ("query", "kind"),
    [
        ("dense", "Linear"),
        ("fully connected", "Linear"),
        ("FC", "Linear"),
        ("conv", "Conv2d"),
        ("Conv2d", "Conv2d"),
        ("max pool", "MaxPool2d"),
        ("bn", "BatchNorm2d"),
        ("relu", "ReLU"),
        ("flatten", "Flatten"),
        ("skip", "Add"),
        ("skip connection", "Add"),
        ("global average pooling", "AdaptiveAvgPool2d"),
        ("GAP", "AdaptiveAvgPool2d"),
        ("depthwise", "Conv2d"),
        ("pointwise", "Conv2d"),
        ("grouped", "Conv2d"),
        ("deconvolution", "ConvTranspose2d"),
        ("swish", "SiLU"),
        ("attention", "MultiheadAttention"),
        ("positional encoding", "PositionEmbedding"),
        ("positional encoding", "SinusoidalPositions"),
        ("instance norm", "InstanceNorm1d"),
        ("drop path", "StochasticDepth"),
        ("csv", "Input"),
        ("view", "Reshape"),
    ],
)
def test_layers_are_found_by_what_people_call_them(query: str, kind: str) -> None:
    found = [layer.__name__ for layer in layers_for(query)]
    assert kind in found[:2], found[:5]


def test_nothing_is_found_for_nonsense_and_all_for_nothing() -> None:
    assert layers_for("qzxw") == []
    assert len(layers_for("")) == len(LAYERS)
    assert score("cnv", "Convolution") > 0
    assert score("vnc", "Convolution") == 0


def test_typing_and_enter_adds_the_first_hit(palette: Palette, empty: Workspace, qtbot: QtBot) -> None:
    qtbot.keyClicks(palette.search, "conv2d")
    assert kinds_shown(palette)[0] == "Conv2d"
    qtbot.keyClick(palette.search, Qt.Key.Key_Return)
    assert kinds_of(empty) == ["Input", "Conv2d", "Output"]
    assert [empty.graph.blocks[id].kind for id in empty.selection] == ["Conv2d"]
    qtbot.keyClicks(palette.search, "relu")
    qtbot.keyClick(palette.search, Qt.Key.Key_Return)
    assert kinds_of(empty) == ["Input", "Conv2d", "ReLU", "Output"]


def test_enter_in_an_empty_search_adds_nothing(palette: Palette, empty: Workspace, qtbot: QtBot) -> None:
    qtbot.keyClick(palette.search, Qt.Key.Key_Return)
    assert not empty.graph.blocks


def test_down_goes_into_the_list_and_escape_clears(palette: Palette, empty: Workspace, qtbot: QtBot) -> None:
    qtbot.keyClicks(palette.search, "pool")
    second = kinds_shown(palette)[1]
    qtbot.keyClick(palette.search, Qt.Key.Key_Down)
    qtbot.keyClick(palette.tree, Qt.Key.Key_Down)
    qtbot.keyClick(palette.tree, Qt.Key.Key_Return)
    assert second in kinds_of(empty)
    qtbot.keyClick(palette.search, Qt.Key.Key_Escape)
    assert palette.search.text() == ""
    assert set(kinds_shown(palette)) > set(LAYERS)


def test_a_double_click_adds(palette: Palette, empty: Workspace, qtbot: QtBot) -> None:
    tree = palette.tree
    item = tree.findItems("2D convolution", Qt.MatchFlag.MatchExactly | Qt.MatchFlag.MatchRecursive)[0]
    place = tree.visualItemRect(item).center()
    qtbot.mouseClick(tree.viewport(), Qt.MouseButton.LeftButton, pos=place)
    qtbot.mouseDClick(tree.viewport(), Qt.MouseButton.LeftButton, pos=place)
    assert kinds_of(empty) == ["Input", "Conv2d", "Output"]


def test_a_click_folds_a_family_and_it_stays_folded_after_a_search(palette: Palette, qtbot: QtBot) -> None:
    tree = palette.tree
    head = tree.topLevelItem(1)
    qtbot.mouseClick(tree.viewport(), Qt.MouseButton.LeftButton, pos=tree.visualItemRect(head).center())
    assert not head.isExpanded()
    qtbot.keyClicks(palette.search, "relu")
    palette.search.clear()
    assert not tree.topLevelItem(1).isExpanded()
    assert tree.topLevelItem(0).isExpanded()
    tree.setCurrentItem(tree.topLevelItem(1))
    qtbot.keyClick(tree, Qt.Key.Key_Return)
    assert tree.topLevelItem(1).isExpanded()


def test_words_for_what_is_not_found(palette: Palette, qtbot: QtBot) -> None:
    qtbot.keyClicks(palette.search, "xyzzy")
    assert not palette.tree.isVisible()
    assert "xyzzy" in palette._nothing.text()


def test_what_is_dragged_carries_its_kind_and_a_picture(qapp: object) -> None:
    assert bytes(layer_mime("ReLU").data(LAYER_MIME)) == b"ReLU"
    card = layer_card(LAYERS["Conv2d"], 2.0)
    assert (card.devicePixelRatio(), card.height()) == (2.0, 72)
    assert card.toImage().pixelColor(QPoint(card.width() // 2, card.height() // 2)).alpha() == 255


def test_every_kind_has_a_tip_and_words_for_assistive_tools(palette: Palette) -> None:
    for item in items(palette):
        assert item.data(0, Qt.ItemDataRole.AccessibleTextRole)
        if item.data(0, KIND):
            assert item.data(0, KIND) in item.data(0, Qt.ItemDataRole.AccessibleTextRole)
            assert len(item.toolTip(0)) > 30
