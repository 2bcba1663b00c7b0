from __future__ import annotations

import gzip
from typing import TYPE_CHECKING

import pytest

from tests.search_app.fake_library import REPORT_FILE

if TYPE_CHECKING:
    from flask.testing import FlaskClient

PACKED = {"Accept-Encoding": "br, gzip"}


@pytest.mark.parametrize(
    "address", ["/search", "/static/site.css", "/feed.atom", "/api/v1/search", "/nowhere"]
)
def test_text_is_sent_packed_to_whoever_unpacks_it(client: FlaskClient, address: str) -> None:
    """The same text; caches keep both forms apart, and a browser's copy of either stays good."""
    plain, packed = client.get(address), client.get(address, headers=PACKED)
    assert "Content-Encoding" not in plain.headers
    assert packed.headers["Content-Encoding"] == "gzip"
    assert int(packed.headers["Content-Length"]) == len(packed.data) < len(plain.data)
    assert gzip.decompress(packed.data) == plain.data
    assert "Accept-Encoding" in packed.headers["Vary"]
    assert "Accept-Encoding" in plain.headers["Vary"]
    if "ETag" in plain.headers:
        again = client.get(address, headers={**PACKED, "If-None-Match": plain.headers["ETag"]})
        assert again.status_code == 304


@pytest.mark.parametrize("accepted", ["gzip;q=0", "identity", "br", ""])
def test_others_get_it_as_it_is(client: FlaskClient, accepted: str) -> None:
    """Who does not say that they unpack it cannot be sent it."""
    answer = client.get("/search", headers={"Accept-Encoding": accepted})
    assert "Content-Encoding" not in answer.headers


@pytest.mark.parametrize(
    "address", [f"/files/{REPORT_FILE}/x", f"/pictures/{REPORT_FILE}/1-160.webp"]
)
def test_what_is_packed_already_is_left_alone(client: FlaskClient, address: str) -> None:
    """Originals and pictures go as they are, whole or in parts."""
    answer = client.get(address, headers=PACKED)
    assert answer.status_code == 200
    assert "Content-Encoding" not in answer.headers


def test_a_head_says_the_size_of_what_would_be_sent(client: FlaskClient) -> None:
    """HEAD and GET agree."""
    head, get = client.head("/guide", headers=PACKED), client.get("/guide", headers=PACKED)
    assert head.headers["Content-Length"] == get.headers["Content-Length"]
