"""Three lanes: rare events in order, losses merged, the latest picture."""

from __future__ import annotations

import numpy as np
import pytest

from backend.protocol.events import Captured, Marked
from backend.protocol.mailbox import Drained, Mailbox, merge_batches
from tests.support.events import batches


def test_the_mailbox_keeps_the_latest_picture_of_each_kind_and_block() -> None:
    box = Mailbox()
    for step in range(5):
        for kind in ("maps", "filters"):
            array = np.zeros((1, 2, 2), np.float32)
            box.post(Captured(block=2, kind=kind, epoch=1, step=step, array=array, sample=0, label=0, total=1))
        box.post(Marked("saved", 1, step))
    drained = box.drain()
    assert {key: picture.step for key, picture in drained.pictures.items()} == {("maps", 2): 4, ("filters", 2): 4}
    assert [event.step for event in drained.events if isinstance(event, Marked)] == [0, 1, 2, 3, 4]
    assert not box.drain()


def test_folding_keeps_sums_and_the_last_place() -> None:
    one = merge_batches([batches(1, 2, np.float32([3, 2]), elapsed=0.1), batches(1, 3, np.float32([1]), elapsed=0.2)])
    assert one is not None
    assert (one.step, one.samples, one.elapsed, one.losses.tolist()) == (3, 96, 0.2, [3.0, 2.0, 1.0])
    assert one.seconds == pytest.approx(0.2)
    assert merge_batches([]) is None
    assert not Drained()
