"""What a search finds, and what a reader keeps, can be taken along."""

from __future__ import annotations

import csv
import io
from html import unescape
from typing import TYPE_CHECKING

import pytest
import rispy

from search_app.pages.references import MOST_FOUND, MOST_KEPT
from tests.search_app.fake_library import HIDDEN, PAPER, REPORT, VOLUME, FakeLibrary

if TYPE_CHECKING:
    from flask.testing import FlaskClient


def test_the_results_of_a_search_are_a_table(client: FlaskClient, library: FakeLibrary) -> None:
    """The works in their order, asked for as the page does, with the facets set."""
    text = client.get("/search/references.csv?q=kỷ&sort=-date").data.decode("utf-8-sig")
    rows = list(csv.DictReader(io.StringIO(text, newline="")))
    assert [row["id"] for row in rows] == [VOLUME]
    (asked,) = library.asked
    assert (asked.sort, asked.limit) == ("-date", MOST_FOUND)


def test_a_table_names_partners_and_countries(client: FlaskClient) -> None:
    """As their authority records do, in the language of the work."""
    text = client.get(f"/list/references.csv?work={REPORT}").data.decode("utf-8-sig")
    (row,) = csv.DictReader(io.StringIO(text, newline=""))
    assert (row["partners"], row["countries"]) == (
        "Cơ quan Hợp tác Quốc tế Hàn Quốc",
        "Hàn Quốc",
    )


def test_the_page_of_results_offers_its_files_and_its_feed(client: FlaskClient) -> None:
    """With the whole question in their addresses."""
    page = unescape(client.get("/search?q=kỷ&kind=proceedings&page=1").text)
    assert "/search/references.bib?q=k%E1%BB%B7&kind=proceedings" in page
    assert "/feed.atom?q=k%E1%BB%B7&kind=proceedings" in page


def test_a_reading_list_is_its_address(client: FlaskClient) -> None:
    """Ordered as bibliographies are, not as asked; each entry can be taken away."""
    page = unescape(client.get(f"/list?work={VOLUME}&work={PAPER}").text)
    assert page.index("hợp tác quốc tế</cite> (2019)") < page.index("Nguyễn Thị Mẫu")
    assert f'href="/list?work={PAPER}"' in page
    assert f'href="/list?work={VOLUME}&work={PAPER}&style=apa"' in page
    assert f"/list/references.ris?work={VOLUME}&work={PAPER}" in page


def test_an_address_or_id_can_be_typed(client: FlaskClient) -> None:
    """As it was copied; the same work twice is one."""
    typed = f"work=http://localhost/works/{PAPER}&work={PAPER}&work=+"
    text = client.get(f"/list/references.ris?{typed}").text
    assert [record["id"] for record in rispy.loads(text)] == [PAPER]


def test_works_that_are_not_to_be_seen_are_counted_only(client: FlaskClient) -> None:
    """Hidden and unknown ones alike."""
    page = client.get(f"/list?work={REPORT}&work={HIDDEN}&lang=en").text
    assert "1 document of this list is not to be seen here any more" in page
    assert "canary" not in page


def test_an_empty_list_says_how_to_fill_it(client: FlaskClient) -> None:
    """With a box for the first work."""
    page = client.get("/list?lang=en").text
    assert "The list is empty" in page
    assert 'href="/search?sort=-date&amp;lang=en"' in page
    assert '<input id="work" name="work"' in page


@pytest.mark.parametrize(
    "wrong",
    ["style=mla", "&".join(["work=000000011"] * (MOST_KEPT + 1))],
)
def test_impossible_lists_are_refused_clearly(client: FlaskClient, wrong: str) -> None:
    """Unknown styles, more works than an address holds."""
    assert client.get(f"/list?{wrong}").status_code == 400


@pytest.mark.parametrize("slip", [f"{PAPER}x", "<script>", "http://[", "//"])
def test_a_slip_in_one_id_loses_no_other(client: FlaskClient, slip: str) -> None:
    """It is counted with the works that are gone, and not taken along."""
    page = unescape(client.get("/list", query_string={"lang": "en", "work": [VOLUME, slip]}).text)
    assert "1 document of this list is not to be seen here" in page
    assert "hợp tác quốc tế</cite> (2019)" in page
    assert f'/list/references.ris?work={VOLUME}"' in page
