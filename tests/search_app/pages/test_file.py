from __future__ import annotations

from typing import TYPE_CHECKING, BinaryIO

import pytest
from werkzeug.wsgi import FileWrapper

from tests.search_app.fake_library import HIDDEN_FILE, REPORT_FILE, Folder

if TYPE_CHECKING:
    from flask.testing import FlaskClient

ADDRESS = f"/files/{REPORT_FILE}/x.pdf"


def test_the_original_is_saved_under_its_own_name(client: FlaskClient) -> None:
    """Every byte, the right type, never opened by the browser, whatever name the address has."""
    answer = client.get(ADDRESS)
    assert answer.data == b"%PDF-1.7 " + REPORT_FILE.encode()
    assert answer.headers["Content-Type"] == "application/pdf"
    assert answer.headers["Content-Disposition"] == (
        'attachment; filename="De cuong _x__.pdf"; '
        "filename*=UTF-8''%C4%90%E1%BB%81%20c%C6%B0%C6%A1ng%20%22x%22_.pdf"
    )
    assert "sandbox" in answer.headers["Content-Security-Policy"]


def test_a_part_can_be_had(client: FlaskClient) -> None:
    """A download that broke off goes on."""
    answer = client.get(ADDRESS, headers={"Range": "bytes=0-7"})
    assert (answer.status_code, answer.data) == (206, b"%PDF-1.7")


def test_a_part_goes_at_its_readers_pace(client: FlaskClient) -> None:
    """The server itself sends it, as a whole file, so that no thread waits for a slow line."""
    handed: list[FileWrapper] = []

    def wrap(file: BinaryIO, size: int = 8192) -> FileWrapper:
        handed.append(FileWrapper(file, size))
        return handed[-1]

    answer = client.get(
        ADDRESS,
        headers={"Range": "bytes=1-3"},
        environ_overrides={"wsgi.file_wrapper": wrap},
    )
    assert (answer.status_code, answer.headers["Content-Length"]) == (206, "3")
    # The client reads on: to stop in time is the server's part.
    assert answer.data.startswith(b"PDF")
    assert all(wrapper.file.closed for wrapper in handed)


def test_what_the_browser_has_is_not_sent_again(client: FlaskClient) -> None:
    """The content's hash is its tag; it is asked for each time, as a work may be withdrawn."""
    first = client.get(ADDRESS)
    assert first.headers["Cache-Control"] == "private, no-cache"
    again = client.get(ADDRESS, headers={"If-None-Match": first.headers["ETag"]})
    assert again.status_code == 304


@pytest.mark.parametrize(
    "sha256", [HIDDEN_FILE, "0" * 64, "x", REPORT_FILE.upper(), "..%2F..%2Fcatalogue.sqlite"]
)
def test_any_other_file_is_not_there(client: FlaskClient, sha256: str) -> None:
    """Hidden, unknown and impossible are all the same to a reader."""
    assert client.get(f"/files/{sha256}/x.pdf").status_code == 404


def test_a_lost_original_is_said_not_a_fault(client: FlaskClient, originals: Folder) -> None:
    """The record stays; the reader is told, and the log."""
    originals.path(REPORT_FILE).unlink()
    answer = client.get(ADDRESS)
    assert answer.status_code == 503
    assert "Hiện chưa lấy được tệp này" in answer.text
