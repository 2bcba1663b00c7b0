from __future__ import annotations

import io
import json
import logging
import sys
from typing import TYPE_CHECKING, Any

from hypothesis import given
from hypothesis import strategies as st

from indexer.logs import JsonLines, event, start_logging

if TYPE_CHECKING:
    import pytest


def _line(record: logging.LogRecord) -> Any:  # noqa: ANN401 - whatever JSON holds
    text = JsonLines().format(record)
    assert "\n" not in text
    return json.loads(text)


def _logged(**fields: Any) -> Any:  # noqa: ANN401 - whatever a caller may pass
    logger = logging.getLogger("kyyeu")
    return _line(
        logger.makeRecord(
            "kyyeu", logging.INFO, "x.py", 1, "said", (), None, None, {"kyyeu_fields": fields}
        )
    )


def test_an_event_is_one_object_with_its_fields() -> None:
    """Time, level and name come first, numbers and codes as they were passed."""
    line = _logged(route="search", status=200, seconds=0.25, whole=True, generation=None)
    assert list(line)[:3] == ["time", "level", "event"]
    assert line | {"time": ""} == {
        "time": "",
        "level": "info",
        "event": "said",
        "route": "search",
        "status": 200,
        "seconds": 0.25,
        "whole": True,
        "generation": None,
    }


@given(st.text(min_size=1))
def test_no_text_gets_into_a_line(text: str) -> None:
    """What is not plainly a code is not written: no title, question or path, whoever passes it."""
    said = _logged(value=text)["value"]
    assert said in {"?", text}
    if said == text:
        assert text.isascii()
        assert not set(text) & set(" /\\\"'\n")


def test_the_messages_of_libraries_are_not_written() -> None:
    """Where it was logged is told, and what was raised where; what it said may hold anything."""
    try:
        raise ValueError("Báo cáo mật của đoàn")  # noqa: EM101, TRY003, TRY301 - the text is the test
    except ValueError:
        logger = logging.getLogger("some.library")
        record = logger.makeRecord(
            "some.library",
            logging.ERROR,
            "deep.py",
            7,
            "cannot read %s",
            ("/nơi/tệp",),
            sys.exc_info(),
        )
    line = _line(record)
    assert (line["event"], line["logger"], line["place"]) == (
        "library-message",
        "some.library",
        "deep:7",
    )
    assert line["fault"] == "ValueError"
    assert any(place.startswith("test_logs:") for place in line["places"])
    assert "mật" not in json.dumps(line, ensure_ascii=False)
    assert "tệp" not in json.dumps(line, ensure_ascii=False)


def test_a_terminal_is_told_alarms_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    """Whoever types commands reads their summaries; damage is told anyway."""
    terminal = io.StringIO()
    terminal.isatty = lambda: True  # type: ignore[method-assign]  # a terminal in memory
    monkeypatch.setattr(sys, "stderr", terminal)
    start_logging()
    event(logging.INFO, "run-ended")
    assert not terminal.getvalue()
    event(logging.ERROR, "generation-set-aside", generation=3)
    assert json.loads(terminal.getvalue())["generation"] == 3


def test_starting_twice_logs_once(capsys: pytest.CaptureFixture[str]) -> None:
    """A program that calls another's start writes each line once."""
    start_logging()
    start_logging()
    event(logging.INFO, "run-started", command="nightly")
    (line,) = capsys.readouterr().err.splitlines()
    assert json.loads(line)["command"] == "nightly"
