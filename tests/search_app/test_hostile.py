"""Whatever is asked, the site answers or says what is wrong, and nothing escapes into a page."""

from __future__ import annotations

from contextlib import closing
from typing import TYPE_CHECKING

import pytest

from search_app.app import create_app
from search_app.settings import SiteSettings
from tests.retrieval.shelves import TODAY, Shelf
from tests.search_app.conftest import COMPILED
from tests.search_app.fake_library import FakeLibrary, Folder, MadePictures, hold
from tests.search_app.hostile import MARK, SUM, hostile_addresses

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from flask.testing import FlaskClient
    from werkzeug.test import TestResponse

    from search_app.holdings import Library

_MARKUP = ("html", "xml")
"""Ends of the types that a browser takes for markup; ``nosniff`` keeps it from all others."""
_ANSWERS = {200, 302, 400, 404}


def _visit(library: Library, place: Path) -> FlaskClient:
    holdings = hold(lambda: library, Folder(place), MadePictures())
    app = create_app(SiteSettings(address_percent=0), holdings, lambda: TODAY)
    app.jinja_env.bytecode_cache = COMPILED
    return app.test_client()


@pytest.fixture(scope="module")
def searching(tmp_path_factory: pytest.TempPathFactory) -> Iterator[FlaskClient]:
    """Give a reader of works that are really searched."""
    place = tmp_path_factory.mktemp("shelf")
    with closing(Shelf.make(place)) as shelf:
        for number in range(12):
            pages = [f"hợp tác quốc tế {number} với Lào <{MARK}> {{{{91*91}}}}", "báo cáo đoàn ra"]
            shelf.put(f"Báo cáo <{MARK}> {number} {{{{91*91}}}}", pages, dated=f"20{number + 10}")
        yield _visit(shelf.reopen(), place)


@pytest.fixture(scope="module")
def reading(tmp_path_factory: pytest.TempPathFactory) -> FlaskClient:
    """Give a reader of works with files and pages."""
    return _visit(FakeLibrary(), tmp_path_factory.mktemp("files"))


def test_there_are_two_hundred() -> None:
    """Each of them once."""
    addresses = hostile_addresses()
    assert len(set(addresses)) == len(addresses) >= 200


@pytest.mark.parametrize("reader", ["searching", "reading"])
def test_every_hostile_request_is_answered(reader: str, request: pytest.FixtureRequest) -> None:
    """A page, a step aside, a clear 400 or nothing here: never a fault of the program."""
    client: FlaskClient = request.getfixturevalue(reader)
    wrong = [
        (answer.status_code, address[:100])
        for address in hostile_addresses()
        if (answer := client.get(address, buffered=True)).status_code not in _ANSWERS
        or _harms(answer)
    ]
    assert wrong == []


def _harms(answer: TestResponse) -> bool:
    """Tell whether markup, a template or a header of the asker's own has come back."""
    text = answer.get_data(as_text=True).lower()
    markup = f"<{MARK}" in text and (answer.mimetype or "").endswith(_MARKUP)
    away = not answer.headers.get("Location", "/").startswith("/")
    away = away or answer.headers.get("Location", "").startswith(("//", "/\\"))
    headers = "Set-Cookie" in answer.headers or MARK in " ".join(answer.headers.keys())
    return markup or SUM in text or away or headers or "nosniff" not in str(answer.headers)


def test_markup_in_every_parameter_comes_back_as_text(searching: FlaskClient) -> None:
    """What was typed is shown as it was typed."""
    typed = f"'\"><{MARK}>"
    answer = searching.get("/search", query_string={"q": typed, "kind": typed, "year": typed})
    assert answer.status_code == 200
    assert f"&lt;{MARK}&gt;" in answer.text
    assert f"<{MARK}" not in answer.text
