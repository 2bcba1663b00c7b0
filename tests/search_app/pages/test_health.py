from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Any

import pytest

from indexer.catalogue.last_run import write_last_run
from indexer.records.runs import LastRun, Outcome

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from flask import Flask
    from flask.testing import FlaskClient

    from tests.search_app.fake_library import FakeLibrary


@pytest.fixture
def ask(make_app: Callable[..., Flask], tmp_path: Path) -> Callable[..., tuple[int, Any]]:
    """Ask a site over an index whose last night is in the test's directory."""

    def asked(**settings: object) -> tuple[int, Any]:
        answer = make_app(index=tmp_path, **settings).test_client().get("/healthz")
        return answer.status_code, answer.json

    return asked


def _night(index: Path, hours: float, outcome: Outcome) -> None:
    """Let a night have ended so many hours ago."""
    ended = datetime.now(UTC) - timedelta(hours=hours)
    write_last_run(index, LastRun("nightly", ended - timedelta(hours=1), ended, outcome, 7, 3, 1))


def test_a_monitor_learns_the_generation_and_its_age(ask: Callable[..., tuple[int, Any]]) -> None:
    """200 as long as questions are answered; a library without nights is not stale."""
    status, said = ask()
    assert (status, said["status"], said["generation"]) == (200, "open", 7)
    assert said["built"] == "2026-03-01T19:00:00+00:00"
    assert said["age_hours"] > 0
    assert (said["night"], said["alarms"]) == (None, [])


def test_it_knows_the_last_night(ask: Callable[..., tuple[int, Any]], tmp_path: Path) -> None:
    """Its outcome and times are told; how many files it named or refused is for nobody here."""
    _night(tmp_path, 5, Outcome.DONE_WITH_FAILURES)
    status, said = ask()
    assert (status, said["status"]) == (200, "open")
    assert set(said["night"]) == {"outcome", "started", "ended", "last_good"}
    assert said["night"]["outcome"] == "done-with-failures"
    assert said["night"]["last_good"] == said["night"]["ended"]


@pytest.mark.parametrize(
    ("outcome", "alarm"),
    [
        (Outcome.FAILED, "night-failed"),
        (Outcome.KILLED, "night-failed"),
        (Outcome.REFUSED, "night-refused"),
    ],
)
def test_one_bad_night_is_an_alarm_and_no_outage(
    ask: Callable[..., tuple[int, Any]], tmp_path: Path, outcome: Outcome, alarm: str
) -> None:
    """What serves is whole, so no proxy shall take the site away for it."""
    _night(tmp_path, 29, Outcome.DONE)
    _night(tmp_path, 5, outcome)
    status, said = ask()
    assert (status, said["status"], said["alarms"]) == (200, "open", [alarm])


def test_when_no_night_ends_well_for_long_it_is_503(
    ask: Callable[..., tuple[int, Any]], tmp_path: Path
) -> None:
    """The hours are a setting; 0 turns it off."""
    _night(tmp_path, 53, Outcome.DONE)
    _night(tmp_path, 5, Outcome.FAILED)
    status, said = ask()
    assert (status, said["status"]) == (503, "stale")
    assert said["alarms"] == ["night-failed", "stale"]
    assert ask(stale_hours=60)[0] == 200
    assert ask(stale_hours=0)[0] == 200


def test_a_generation_that_was_set_aside_is_an_alarm(
    ask: Callable[..., tuple[int, Any]], library: FakeLibrary
) -> None:
    """The former one serves; somebody should know."""
    library.set_aside = (8,)
    assert ask()[1]["alarms"] == ["generation-set-aside"]


def test_without_index_it_is_503(closed_client: FlaskClient) -> None:
    """A monitor need not read the body."""
    assert closed_client.get("/healthz").status_code == 503
