from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from search_app.security import PAGE_POLICY

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from flask import Flask
    from flask.testing import FlaskClient

    from tests.search_app.fake_library import FakeLibrary


@pytest.mark.parametrize(
    ("address", "status", "vietnamese", "english"),
    [
        ("/nowhere", 404, "Không có gì ở địa chỉ này", "Nothing found at this address"),
        ("/works/zzz", 404, "Không có gì ở địa chỉ này", "Nothing found at this address"),
        ("/works/000000055", 404, "Không có gì ở địa chỉ này", "Nothing found at this address"),
        ("/search?page=abc", 400, "(page)", "(page)"),
        ("/search?q=" + "x" * 1001, 400, "(q)", "(q)"),
    ],
)
def test_an_error_is_a_page_with_a_search_box_in_both_languages(
    client: FlaskClient, address: str, status: int, vietnamese: str, english: str
) -> None:
    """Whoever loses the way can go on from there."""
    joint = "&" if "?" in address else "?"
    for language, text in (("vi", vietnamese), ("en", english)):
        answer = client.get(f"{address}{joint}lang={language}")
        assert answer.status_code == status
        assert f'<html lang="{language}">' in answer.text
        assert text in answer.text
        assert 'role="search"' in answer.text


@pytest.mark.parametrize(
    ("address", "kept"),
    [("/search?q=Lào&page=abc", "Lào"), ("/nowhere?q=Lào", "Lào"), ("/search?q=" + "x" * 1001, "")],
)
def test_the_question_stays_in_the_box(client: FlaskClient, address: str, kept: str) -> None:
    """Unless it is what is wrong."""
    page = client.get(address).text
    assert f'name="q" type="search" value="{kept}"' in page
    assert "Thử lại" not in page


def test_under_api_an_error_is_a_problem_object(client: FlaskClient) -> None:
    """RFC 9457, in the language asked for."""
    answer = client.get("/api/v1/search?page=-1&lang=en")
    assert answer.mimetype == "application/problem+json"
    assert answer.status_code == 400
    assert answer.json
    assert answer.json["status"] == 400
    assert "(page)" in answer.json["detail"]


def test_without_index_the_site_says_so(closed_client: FlaskClient, tmp_path: Path) -> None:
    """Every page explains; the monitor gets a 503; no path of the server is shown."""
    for address in ("/", "/search?q=x", "/works/000000000", "/api/v1/search"):
        answer = closed_client.get(address)
        assert answer.status_code == 503
        assert answer.headers["Retry-After"]
        assert "Thư viện đang được chuẩn bị" in answer.text
        assert str(tmp_path) not in answer.text
    health = closed_client.get("/healthz").json
    assert health
    assert (health["status"], health["reason"]) == ("closed", "IndexMissing")
    assert closed_client.get("/static/site.css").status_code == 200


def test_a_fault_of_the_program_is_a_page_too(
    make_app: Callable[..., Flask], library: FakeLibrary, monkeypatch: pytest.MonkeyPatch
) -> None:
    """No trace of the program's inside reaches a reader."""

    def break_down(*_: object) -> None:
        message = "inside"
        raise RuntimeError(message)

    monkeypatch.setattr(library, "search", break_down)
    answer = make_app().test_client().get("/search?q=x")
    assert answer.status_code == 500
    assert "Trang đã gặp lỗi" in answer.text
    assert '<a href="">Thử lại</a>' in answer.text
    assert "inside" not in answer.text
    assert answer.headers["Content-Security-Policy"] == PAGE_POLICY
