from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from search_app.reader.drawers import Busy
from tests.search_app.fake_library import REPORT_FILE, Folder, MadePictures

if TYPE_CHECKING:
    from flask.testing import FlaskClient

ADDRESS = f"/pictures/{REPORT_FILE}/1-1000.webp"


def test_a_picture_is_sent_as_what_it_is(client: FlaskClient) -> None:
    """Kept by no cache unasked, since the page may be withdrawn."""
    answer = client.get(ADDRESS)
    assert answer.data == b"RIFF 1 1000"
    assert answer.headers["Content-Type"] == "image/webp"
    assert answer.headers["Cache-Control"] == "private, no-cache"


def test_a_picture_that_the_browser_has_is_not_drawn_again(
    client: FlaskClient, pictures: MadePictures
) -> None:
    """Nor looked for."""
    tag = client.get(ADDRESS).headers["ETag"]
    again = client.get(ADDRESS, headers={"If-None-Match": tag})
    assert (again.status_code, again.data) == (304, b"")
    assert len(pictures.asked) == 1


@pytest.mark.parametrize("tail", ["3-160", "4-160", "0-160", "1-161", "1-99999999", "x-160"])
def test_other_pages_and_widths_are_not_there(client: FlaskClient, tail: str) -> None:
    """Pages behind the last, pages that cannot be drawn, sizes of no use."""
    assert client.get(f"/pictures/{REPORT_FILE}/{tail}.webp").status_code in {400, 404}


def test_too_many_pictures_at_once(
    client: FlaskClient, pictures: MadePictures, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The reader's script asks again."""

    def busy(*_: object) -> None:
        raise Busy

    monkeypatch.setattr(pictures, "picture", busy)
    answer = client.get(ADDRESS)
    assert answer.status_code == 503
    assert "Ảnh chưa sẵn sàng" in answer.text


def test_a_lost_original_is_said(
    client: FlaskClient, originals: Folder, pictures: MadePictures, monkeypatch: pytest.MonkeyPatch
) -> None:
    """As for a download."""

    def gone(*_: object) -> None:
        raise FileNotFoundError

    monkeypatch.setattr(pictures, "picture", gone)
    assert originals.path(REPORT_FILE).exists()
    assert client.get(ADDRESS).status_code == 503
