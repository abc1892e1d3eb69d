"""Data on their way into a training: read in a helper thread, so that progress can be told and waiting given up."""

from __future__ import annotations

import queue
import threading
import time
from collections.abc import Generator
from concurrent.futures import ThreadPoolExecutor

from backend.datasets.base import Cancelled, DataError, Splits
from backend.datasets.splits import DataSpec, prepare
from backend.protocol.command_queue import Commands
from backend.protocol.events import Abort, Preparing, Stop, TrainingError
from builder.common.errors import ConvasError
from builder.common.messages import Message

TOLD_EVERY = 0.1


def loaded(spec: DataSpec, shape: tuple[int, ...], commands: Commands) -> Generator[Preparing, None, Splits | None]:
    """Yield the progress of reading the data of `spec` as images of `shape`; return them, or None when stopped.

    Stop and Abort are noticed here but left for the training to take. Raises TrainingError.
    """
    told: queue.SimpleQueue[Preparing | None] = queue.SimpleQueue()
    given_up = threading.Event()
    last = [0.0]

    def progress(text: str | Message, done: int, total: int) -> None:
        now = time.monotonic()
        if now - last[0] >= TOLD_EVERY or done == total:
            last[0] = now
            told.put(Preparing(text if isinstance(text, Message) else Message.verbatim(text), done, total))

    def cancelled() -> bool:
        return given_up.is_set() or commands.holds(Stop, Abort)

    with ThreadPoolExecutor(1, thread_name_prefix="loading") as pool:
        work = pool.submit(prepare, spec, shape, progress, cancelled)
        work.add_done_callback(lambda _work: told.put(None))
        try:
            while (event := told.get()) is not None:
                yield event
            return work.result()
        except Cancelled:
            return None
        except DataError as error:
            raise TrainingError(error.message if isinstance(error, ConvasError) else Message.verbatim(str(error))) from error
        finally:
            given_up.set()
