"""An opaque block in the inspector: what it calls and why, and words for what does not fit."""

from __future__ import annotations

from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from builder import edits
from builder.sketch import Sketch
from gui.inspector.inspector import Inspector
from gui.model.workspace import Workspace


def test_an_opaque_block_is_shown_and_refuses_in_words(empty: Workspace, qtbot: QtBot) -> None:
    net = Sketch()
    x = net("Input", shape=(3, 4))
    kept = net("Opaque", x, target="torch.erf", takes=("3×4",), gives=("3×4",), reason="erf has no block")
    net("Output", kept)
    empty.edit("Read", lambda _graph: net.graph)
    inspector = Inspector(empty)
    qtbot.addWidget(inspector)
    inspector.resize(344, 900)
    inspector.show()
    empty.select({kept})
    shown = " ".join(label.text() for label in inspector.findChildren(QLabel))
    assert "Opaque code" in shown
    empty.edit("Set", lambda graph: edits.set_fields(graph, {kept}, {"takes": ("3×5",)}))
    assert inspector.block.problems.count() == 1
