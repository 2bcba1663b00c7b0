from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from flask.testing import FlaskClient


def test_a_monitor_learns_the_generation(client: FlaskClient) -> None:
    """200 as long as questions are answered."""
    answer = client.get("/healthz")
    assert (answer.status_code, answer.json) == (200, {"status": "open", "generation": 7})


def test_without_index_it_is_503(closed_client: FlaskClient) -> None:
    """A monitor need not read the body."""
    assert closed_client.get("/healthz").status_code == 503
