from __future__ import annotations

import json
import logging
from typing import TYPE_CHECKING

import pytest

from indexer.logs import JsonLines

if TYPE_CHECKING:
    from collections.abc import Callable

    from flask import Flask
    from flask.testing import FlaskClient

    from tests.search_app.fake_library import FakeLibrary


def _lines(caplog: pytest.LogCaptureFixture) -> list[str]:
    return [JsonLines().format(record) for record in caplog.records]


def test_a_request_is_one_line_without_its_words(
    client: FlaskClient, caplog: pytest.LogCaptureFixture
) -> None:
    """Route, method, status and time are logged; no question, no address, no reader."""
    with caplog.at_level(logging.INFO):
        client.get("/search?q=canary", environ_base={"REMOTE_ADDR": "203.0.113.9"})
    (line,) = _lines(caplog)
    said = json.loads(line)
    assert said.pop("time")
    assert said.pop("seconds") >= 0
    assert said == {
        "level": "info",
        "event": "request",
        "route": "search",
        "method": "GET",
        "status": 200,
    }


@pytest.mark.parametrize(
    "address",
    ["/nowhere/canary", "/search?page=canary", "/search?q=canary&kind=canary", "/works/canary"],
)
def test_no_answer_leaves_its_words_in_the_log(
    client: FlaskClient, caplog: pytest.LogCaptureFixture, address: str
) -> None:
    """Nor does one that is wrong: the log may be kept as long as one likes."""
    with caplog.at_level(logging.DEBUG):
        client.get(address, headers={"User-Agent": "canary", "Referer": "/search?q=canary"})
    lines = _lines(caplog)
    assert lines
    assert not any("canary" in line for line in lines)


def test_monitors_do_not_fill_the_log(
    client: FlaskClient, caplog: pytest.LogCaptureFixture
) -> None:
    """What is asked all the time is counted and not logged."""
    with caplog.at_level(logging.INFO):
        client.get("/healthz")
        client.get("/static/site.css")
    assert _lines(caplog) == []


def test_a_fault_is_logged_by_its_place(
    make_app: Callable[..., Flask],
    library: FakeLibrary,
    monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
) -> None:
    """Where the program broke is told; the words that broke it, and the address, are not."""

    def break_down(*_: object) -> None:
        raise LookupError("canary")  # noqa: EM101 - stands for any words

    monkeypatch.setattr(library, "search", break_down)
    with caplog.at_level(logging.INFO):
        make_app().test_client().get("/search?q=canary&name=canary")
    lines = _lines(caplog)
    assert not any("canary" in line for line in lines)
    (fault,) = [json.loads(line) for line in lines if "fault" in json.loads(line)]
    assert fault["fault"] == "LookupError"
    assert any(place.startswith("test_observing:") for place in fault["places"])
    assert json.loads(lines[-1])["status"] == 500
