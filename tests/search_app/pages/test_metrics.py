from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING

import pytest
from prometheus_client.parser import text_string_to_metric_families

from indexer.catalogue.last_run import write_last_run
from indexer.records.runs import LastRun, Outcome

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from flask import Flask
    from flask.testing import FlaskClient

    from tests.search_app.fake_library import FakeLibrary

_SELF = ("127.0.0.1",)
_TWO = datetime(2026, 3, 2, 2, tzinfo=UTC)


def _samples(client: FlaskClient) -> dict[tuple[str, str], float]:
    """Return the metrics by name and the values of their labels."""
    answer = client.get("/metrics")
    assert answer.status_code == 200
    assert answer.mimetype == "text/plain"
    return {
        (sample.name, ",".join(sample.labels.values())): sample.value
        for family in text_string_to_metric_families(answer.text)
        for sample in family.samples
    }


@pytest.mark.parametrize(
    ("networks", "asker", "status"),
    [
        ((), "127.0.0.1", 404),
        (("127.0.0.1",), "127.0.0.1", 200),
        (("10.0.0.0/8",), "10.1.2.3", 200),
        (("10.0.0.0/8",), "11.1.2.3", 404),
        (("fd00::/8", "10.0.0.0/8"), "fd00::1", 200),
        (("fd00::/8",), "10.0.0.1", 404),
    ],
)
def test_only_the_named_networks_see_them(
    make_app: Callable[..., Flask], networks: tuple[str, ...], asker: str, status: int
) -> None:
    """For everybody else there is nothing at this address; by default for all."""
    client = make_app(metrics=networks).test_client()
    answer = client.get("/metrics", environ_base={"REMOTE_ADDR": asker})
    assert answer.status_code == status
    assert ("kyyeu_" in answer.text) == (status == 200)


def test_an_undeclared_proxy_opens_nothing(make_app: Callable[..., Flask]) -> None:
    """Behind a proxy that is not in the settings every reader has its address: nobody is let in."""
    client = make_app(metrics=_SELF).test_client()
    answer = client.get("/metrics", headers={"X-Forwarded-For": "127.0.0.1"})
    assert answer.status_code == 404


def test_behind_a_declared_proxy_the_readers_own_address_counts(
    make_app: Callable[..., Flask],
) -> None:
    """Readers that the proxy names are judged by their own address."""
    app = make_app(metrics=("10.0.0.5",), trusted_proxy="127.0.0.1")
    client = app.test_client()
    for asker, status in (("10.0.0.5", 200), ("203.0.113.9", 404)):
        answer = client.get("/metrics", headers={"X-Forwarded-For": asker})
        assert answer.status_code == status


def test_requests_are_counted_by_route(make_app: Callable[..., Flask]) -> None:
    """Names of routes and statuses alone are labels: no address, question or id."""
    client = make_app(metrics=_SELF).test_client()
    client.get("/search?q=canary")
    client.get("/search?q=other")
    client.get("/works/000000055")
    client.get("/no/such/canary")
    client.get("/search?page=canary")
    found = _samples(client)
    assert found["kyyeu_requests_total", "search,200"] == 2
    assert found["kyyeu_requests_total", "work,404"] == 1
    assert found["kyyeu_requests_total", "unknown,404"] == 1
    assert found["kyyeu_requests_total", "search,400"] == 1
    assert found["kyyeu_request_seconds_count", "search"] == 3
    assert "canary" not in client.get("/metrics").text


def test_how_the_site_stands(
    make_app: Callable[..., Flask], library: FakeLibrary, tmp_path: Path
) -> None:
    """The generation, what was set aside and the last night are gauges of the moment."""
    library.set_aside = (8, 9)
    client = make_app(metrics=_SELF, index=tmp_path).test_client()
    found = _samples(client)
    assert found["kyyeu_open", ""] == 1
    assert found["kyyeu_generation", ""] == 7
    assert found["kyyeu_generations_set_aside", ""] == 2
    assert found["kyyeu_alarm", "generation-set-aside"] == 1
    assert not any(name.startswith("kyyeu_night") for name, _ in found)
    write_last_run(tmp_path, LastRun("nightly", _TWO, _TWO, Outcome.REFUSED, None, 3, 1))
    found = _samples(client)
    assert found["kyyeu_night_outcome", "refused"] == 1
    assert found["kyyeu_night_outcome", "done"] == 0
    assert found["kyyeu_night_problems", ""] == 3
    assert found["kyyeu_alarm", "night-refused"] == 1


def test_two_sites_count_apart(make_app: Callable[..., Flask]) -> None:
    """The numbers belong to a site, not to the process."""
    one, other = (make_app(metrics=_SELF).test_client() for _ in range(2))
    one.get("/search?q=x")
    assert ("kyyeu_requests_total", "search,200") not in _samples(other)
