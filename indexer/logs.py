"""Events into lines of JSON that hold no text, title, question or path of a document.

A line is one object: ``time`` (UTC), ``level``, ``event``, and the fields of the event. The fields
take numbers, codes and dates alone: whatever else somebody should pass one day is written as
``?``. Of what libraries log, and of faults, the line tells the place, never the message, which may
hold anything.
"""

from __future__ import annotations

import json
import logging
import re
import sys
import traceback
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from types import TracebackType

Value = str | int | float | bool | None
"""What a field may hold; of texts only codes (see :data:`_CODE`)."""

_CODE = re.compile(r"[A-Za-z0-9._:+-]{0,64}")
_FIELDS = "kyyeu_fields"
_LOG = logging.getLogger("kyyeu")
_FRAMES = 12


def event(level: int, name: str, **fields: Value) -> None:
    """Log that ``name`` happened, with a level of :mod:`logging`."""
    _LOG.log(level, name, extra={_FIELDS: fields})


def start_logging() -> None:
    """Let this process log to its standard error; to call it again changes nothing."""
    root = logging.getLogger()
    if not any(isinstance(handler, _StandardError) for handler in root.handlers):
        handler = _StandardError()
        handler.setFormatter(JsonLines())
        root.addHandler(handler)
    # Of what libraries say the places alone are written: only trouble is worth that.
    root.setLevel(logging.WARNING)
    _LOG.setLevel(logging.INFO)


class _StandardError(logging.Handler):
    """Writes to what standard error is now: everything, or on a terminal alarms alone."""

    def emit(self, record: logging.LogRecord) -> None:
        """Write the line of a record."""
        if record.levelno < logging.ERROR and sys.stderr.isatty():
            return
        try:
            sys.stderr.write(self.format(record) + "\n")
            sys.stderr.flush()
        except OSError:
            self.handleError(record)


class JsonLines(logging.Formatter):
    """A record into its line."""

    def format(self, record: logging.LogRecord) -> str:
        """Return the line, without an end."""
        moment = datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds")
        line: dict[str, Any] = {"time": moment, "level": record.levelname.lower()}
        fields = getattr(record, _FIELDS, None)
        if fields is None:
            line |= _of_others(record)
        else:
            line["event"] = record.msg
            line |= {name: _checked(value) for name, value in fields.items()}
        if record.exc_info and record.exc_info[0] is not None:
            line |= _fault(record.exc_info[0], record.exc_info[2])
        return json.dumps(line)


def _checked(value: object) -> Value:
    if value is None or isinstance(value, bool | int | float):
        return value
    return str(value) if isinstance(value, str) and _CODE.fullmatch(value) else "?"


def _of_others(record: logging.LogRecord) -> dict[str, Value]:
    """Return what is told of a library's record: where it comes from."""
    place = f"{record.module}:{record.lineno}"
    return {"event": "library-message", "logger": _checked(record.name), "place": _checked(place)}


def _fault(kind: type[BaseException], trace: TracebackType | None) -> dict[str, object]:
    """Return what is told of an exception: its type and where it was raised, innermost last."""
    frames = traceback.extract_tb(trace)[-_FRAMES:]
    places = [f"{Path(frame.filename).stem}:{frame.lineno}" for frame in frames]
    return {"fault": kind.__name__, "places": [_checked(place) for place in places]}
