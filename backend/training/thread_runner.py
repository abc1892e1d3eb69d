"""A training in a thread of its own: commands go in through a queue, events come out through a mailbox."""

from __future__ import annotations

import logging
import threading
import traceback
from contextlib import closing

from backend.protocol.command_queue import CommandQueue
from backend.protocol.events import Abort, Command, DataChanged, Failed
from backend.protocol.job import TrainingJob
from backend.protocol.mailbox import Mailbox
from backend.runs.store import RunStore
from builder.common.errors import ConvasError
from builder.common.messages import QT_TRANSLATE_NOOP, Message

log = logging.getLogger(__name__)


class Runner:
    """One training in one thread. The owner ends it: `send(Stop())` or `abort()`, then `join`."""

    def __init__(self, job: TrainingJob, store: RunStore) -> None:
        """Prepare a thread that trains `job` and writes the run into `store`; `start` starts it."""
        self.job, self.store = job, store
        self.mailbox = Mailbox()
        self._commands = CommandQueue()
        self._thread = threading.Thread(target=self._run, name="training", daemon=True)

    def start(self) -> None:
        """Start the thread; once only."""
        self._thread.start()

    def send(self, command: Command) -> None:
        """Give a command; it is carried out before the next batch."""
        self._commands.post(command)

    def abort(self) -> None:
        """End as soon as possible; nothing more is written."""
        self._commands.post(Abort())

    def join(self, timeout: float | None = None) -> bool:
        """Wait for the end, at most `timeout` seconds; returns whether it has ended."""
        if self._thread.ident is not None:
            self._thread.join(timeout)
        return not self._thread.is_alive()

    @property
    def alive(self) -> bool:
        """Whether the thread runs."""
        return self._thread.is_alive()

    def _run(self) -> None:
        try:
            from backend.training.engine import train  # imports torch: only here, in the thread

            with closing(train(self.job, self._commands, self.store)) as events:
                for event in events:
                    self.mailbox.post(event)
        except ConvasError as error:
            self.mailbox.post(Failed(error.message, error.block, data_changed=isinstance(error, DataChanged)))
        except Exception:  # the edge of the thread: a bug is logged, and the window hears of it
            log.exception("The training failed")
            bug = Message.of(
                QT_TRANSLATE_NOOP(
                    "Training",
                    "The training ended by a mistake in Convas, not yours; the log tells what happened. "
                    "The weights of the best epoch so far are kept.",
                )
            )
            self.mailbox.post(Failed(bug, details=traceback.format_exc()))
