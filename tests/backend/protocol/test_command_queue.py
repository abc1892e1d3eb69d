"""Commands between two threads."""

from __future__ import annotations

import threading

from backend.protocol.command_queue import CommandQueue
from backend.protocol.events import Pause, StepOnce, Stop


def test_commands_wake_who_waits_and_keep_their_order() -> None:
    commands = CommandQueue()
    assert not commands.wait(0.01)
    sender = threading.Timer(0.05, lambda: [commands.post(Pause()), commands.post(StepOnce())])
    sender.start()
    assert commands.wait(5)
    sender.join()
    assert commands.holds(StepOnce)
    assert not commands.holds(Stop)
    assert commands.drain() == [Pause(), StepOnce()]
    assert commands.drain() == []
