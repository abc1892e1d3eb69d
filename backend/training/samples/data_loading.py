"""Reading the data of a training in a helper thread, so that progress can be reported and waiting given up."""

from __future__ import annotations

import queue
import threading
import time
from collections.abc import Generator
from concurrent.futures import ThreadPoolExecutor

from backend.datasets.base import DataCancelled, DataError
from backend.protocol.command_queue import CommandQueue
from backend.protocol.events import Abort, Preparing, Stop, TrainingError
from backend.protocol.job import TrainingJob
from backend.training.samples.compare_data import ReadData, read_compared
from builder.common.error_messages import message_of
from builder.common.messages import Message, Template

REPORT_EVERY = 0.1


def read_data(job: TrainingJob, shape: tuple[int, ...], commands: CommandQueue) -> Generator[Preparing, None, ReadData | None]:
    """Yield the progress of reading the data of `job` for an Input of `shape`; return them, or None when stopped.

    Stop and Abort are noticed here but left in the queue for the training. Raises TrainingError for data that cannot be
    read, that are not those of the run to be continued, and for what the machine refuses.
    """
    reports: queue.SimpleQueue[Preparing | None] = queue.SimpleQueue()
    given_up = threading.Event()
    last = [0.0]

    def progress(text: str | Message, done: int, total: int) -> None:
        now = time.monotonic()
        if now - last[0] >= REPORT_EVERY or done == total:
            last[0] = now
            reports.put(Preparing(_as_message(text), done, total))

    def cancelled() -> bool:
        return given_up.is_set() or commands.holds(Stop, Abort)

    with ThreadPoolExecutor(1, thread_name_prefix="loading") as pool:
        work = pool.submit(read_compared, job, shape, progress, cancelled)
        work.add_done_callback(lambda _work: reports.put(None))
        try:
            while (event := reports.get()) is not None:
                yield event
            return work.result()
        except DataCancelled:
            return None
        except (DataError, OSError, MemoryError) as error:
            raise TrainingError(message_of(error) or Message.verbatim(str(error))) from error
        finally:
            given_up.set()


def _as_message(text: str | Message) -> Message:
    """What a data set reports: a message, a marked literal, or text that nobody translates."""
    if isinstance(text, Message):
        return text
    return Message.of(text) if isinstance(text, Template) else Message.verbatim(text)
