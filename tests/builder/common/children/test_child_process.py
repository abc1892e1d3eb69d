"""A child process answers with a result, a message or a bug; its log records arrive here; it never outlives its parent."""

from __future__ import annotations

import logging
import time
from pathlib import Path
from typing import Any

import pytest

from builder.common.children.child_process import ChildBug, ChildCancelled, ChildEnded, ChildLate, ChildRefused, ask

CHILD = """
import logging, sys
from pathlib import Path
from builder.common.children.child_reply import answer
from builder.common.errors import ConvasError
from builder.common.messages import QT_TRANSLATE_NOOP

log = logging.getLogger("builder.child")

def work(asked):
    log.info("begun with %d", asked["number"])
    if asked["number"] == 1:
        raise ConvasError(QT_TRANSLATE_NOOP("Import", "Not {number:,}."), number=1)
    if asked["number"] == 2:
        return {}["a bug"]
    return {"double": 2 * asked["number"]}

answer(Path(sys.argv[1]), work)
"""


def run(tmp_path: Path, number: object, program: str = CHILD, **options: Any) -> dict[str, Any]:
    options = {"cancelled": lambda: False, **options}
    return ask(("-c", program), {"number": number}, tmp_path, name="double", **options)


def test_a_result_and_the_records_arrive(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.INFO):
        assert run(tmp_path, 21) == {"double": 42}
    assert [(record.name, record.getMessage()) for record in caplog.records] == [
        ("child.double", "builder.child begun with 21")
    ]


def test_a_message_arrives_as_a_message(tmp_path: Path) -> None:
    with pytest.raises(ChildRefused) as caught:
        run(tmp_path, 1)
    assert str(caught.value) == "Not 1."
    assert (caught.value.message.context, caught.value.message.template) == ("Import", "Not {number:,}.")
    assert "ConvasError" in caught.value.details


def test_a_bug_arrives_with_its_traceback(tmp_path: Path) -> None:
    with pytest.raises(ChildBug) as caught:
        run(tmp_path, 2)
    assert "Traceback" in str(caught.value)
    assert "KeyError: 'a bug'" in str(caught.value)


@pytest.mark.parametrize(
    "reply", ["", "[]", "{", '{"message": 3}', '{"message": {"context": "", "template": "{x:9999999}", "values": {"x": 1}}}']
)
def test_a_reply_that_is_none_is_no_end(tmp_path: Path, reply: str) -> None:
    program = f"import json, sys; open(json.load(open(sys.argv[1]))['reply'], 'w').write({reply!r})"
    with pytest.raises((ChildEnded, ChildBug)):
        run(tmp_path, 0, program)


def test_records_of_a_stranger_are_bounded(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    program = (
        "import json, sys; records = open(json.load(open(sys.argv[1]))['records'], 'w')\n"
        "records.write('nonsense\\n[]\\n{}\\n')\n"
        "for _ in range(5000): records.write(json.dumps({'level': 40, 'text': 'x' * 100}) + '\\n')\n"
        "records.write(json.dumps({'level': 10**9, 'text': 'y' * 10**6}))"
    )
    with pytest.raises(ChildEnded):
        run(tmp_path, 0, program)
    assert 0 < len(caplog.records) <= 200


def test_what_it_printed_is_kept_where_that_is_asked(tmp_path: Path) -> None:
    with pytest.raises(ChildEnded) as caught:
        run(tmp_path, 0, "print('x' * 9000, 'the end'); raise SystemExit(3)", keep_output=True)
    assert caught.value.details.endswith("the end")
    assert len(caught.value.details) <= 4000
    assert not caught.value.out_of_memory


def test_it_ends_when_nobody_waits_or_time_is_up(tmp_path: Path) -> None:
    begun = time.monotonic()
    with pytest.raises(ChildCancelled):
        run(tmp_path, 0, "import time; time.sleep(60)", cancelled=lambda: time.monotonic() > begun + 0.2)
    with pytest.raises(ChildLate, match="after 0 seconds"):
        run(tmp_path, 0, "import time; time.sleep(60)", limit=0.2)
    assert time.monotonic() - begun < 10
