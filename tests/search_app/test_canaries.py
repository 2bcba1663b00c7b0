"""What is hidden changes nothing: the site answers as if it were not there, to every question."""

from __future__ import annotations

import re
from contextlib import ExitStack, closing
from dataclasses import dataclass, replace
from datetime import timedelta
from typing import TYPE_CHECKING
from urllib.parse import quote

import pytest
from flask.testing import FlaskClient

from indexer.records.works import State, Tier
from search_app.app import create_app
from search_app.settings import SiteSettings
from tests.retrieval.shelves import TODAY, Shelf
from tests.search_app.conftest import COMPILED
from tests.search_app.fake_library import Folder, MadePictures, hold

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

CANARY, BESIDE = "zymurgyq", "bimatxq"
"""Words that stand in hidden works alone, always together."""
QUESTIONS = (
    "", CANARY, CANARY[:4], CANARY[:5] + "*", "zymurgyk~", f"{CANARY} hợp tác", f'"{CANARY} hợp"',
    "hợp tác", "hop tac", "báo cáo", "bao", "hợp tấc", "đoàn ra", f"-{CANARY} hợp", "*murgy*",
)  # fmt: skip
ADDRESSES = (
    "/search?q={}", "/search?q={}&sort=-date", "/search?q={}&kind=proceedings", "/embed?q={}",
    "/search/values/year?q={}", "/search/values/kind?q={}", "/feed.atom?q={}", "/suggest?q={}",
    "/search/references.csv?q={}", "/search/references.ris?q={}", "/api/v1/search?q={}",
    "/api/v1/search?q={}&size=1", "/api/v1/complete?q={}&limit=20",
)  # fmt: skip
OTHERS = ("/", "/sitemap.xml", "/sitemap/1.xml", "/healthz")


@dataclass(frozen=True, slots=True)
class Site:
    """A site, and the works that its readers may see."""

    client: FlaskClient
    works: tuple[str, ...]

    def ask(self, address: str) -> tuple[int, str]:
        """Return an answer without what differs by chance: ids, tags, moments, times taken."""
        answer = self.client.get(address)
        text = answer.get_data(as_text=True)
        for number, work in enumerate(self.works):
            text = text.replace(work, f"work-{number}")
        text = re.sub(r"\d{4}-\d\d-\d\dT[\d:.+Z]+", "moment", text)
        return answer.status_code, re.sub(r"0,\d+ giây|(?<=\"seconds\":)[\d.e-]+", "", text)


def _fill(shelf: Shelf, *, with_hidden: bool) -> tuple[str, ...]:
    """Put works on a shelf, the hidden ones between the others."""
    shown = []
    for number in range(6):
        # No two are equally good, as their order would be left to chance.
        more = " và" * number
        pages = [f"hợp tác quốc tế{more}", f"báo cáo đoàn ra{more}"]
        shown.append(shelf.put(f"Báo cáo số {number}{more}", pages, dated=f"201{number}"))
        if with_hidden:
            _hide(shelf, number)
    shelf.publish()
    return tuple(shown)


def _hide(shelf: Shelf, number: int) -> None:
    pages = [f"hợp tác {CANARY} {BESIDE} quốc tế", f"{CANARY} {BESIDE}"]
    title = f"Báo cáo {CANARY} {BESIDE} {number}"
    tier = Tier.RESTRICTED if number % 2 else Tier.INTERNAL
    shelf.put(title, pages, tier, dated="1999", kind="proceedings")


@pytest.fixture(scope="module")
def sites(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Site, Site]]:
    """Give a site with hidden works, and one that never had any."""
    with ExitStack() as opened:
        made = []
        for with_hidden in (True, False):
            place = tmp_path_factory.mktemp("shelf")
            shelf = opened.enter_context(closing(Shelf.make(place)))
            works = _fill(shelf, with_hidden=with_hidden)
            made.append(Site(_client(shelf, place), works))
        yield made[0], made[1]


def _client(shelf: Shelf, place: Path) -> FlaskClient:
    library = shelf.open()
    holdings = hold(lambda: library, Folder(place), MadePictures())
    app = create_app(SiteSettings(address_percent=0), holdings, lambda: TODAY)
    app.jinja_env.bytecode_cache = COMPILED
    return app.test_client()


@pytest.mark.parametrize("address", [*ADDRESSES, *OTHERS])
def test_a_site_with_hidden_works_answers_as_one_without(
    sites: tuple[Site, Site], address: str
) -> None:
    """Counts, suggestions, corrections, order, steps and lists: all of it is the same."""
    having, lacking = sites
    for question in QUESTIONS if "{}" in address else ("",):
        asked = address.replace("{}", quote(question))
        answer = having.ask(asked)
        assert answer == lacking.ask(asked), asked
        assert BESIDE not in answer[1], asked


def test_what_is_withdrawn_is_gone_with_the_next_request(tmp_path: Path) -> None:
    """And what is under embargo is not there before its day; no new generation is written."""
    with closing(Shelf.make(tmp_path)) as shelf:
        hidden = shelf.put(f"Báo cáo {BESIDE}", [f"{CANARY} {BESIDE}"])
        later = shelf.put(f"Báo cáo {BESIDE} hai", [f"{CANARY} {BESIDE}"])
        with shelf.catalogue.write() as view:
            work = view.works.get(later)
            view.works.replace(replace(work, embargo=TODAY + timedelta(days=1)))
        shelf.publish()
        site = Site(_client(shelf, tmp_path), ())
        addresses = [address.replace("{}", CANARY[:5]) for address in ADDRESSES]
        addresses += [address.replace("{}", CANARY) for address in ADDRESSES]
        addresses += [
            *OTHERS,
            f"/works/{hidden}",
            f"/api/v1/works/{hidden}",
            f"/works/{hidden}/cite",
        ]
        assert any(BESIDE in site.ask(address)[1] for address in addresses)
        assert not any(later in site.ask(address)[1] for address in addresses)
        with shelf.catalogue.write() as view:
            view.works.set_state(hidden, State.WITHDRAWN)
        shelf.engine.withdraw([hidden])
        for address in addresses:
            text = site.ask(address)[1].replace(address, "")
            assert BESIDE not in text, address
            assert hidden not in text, address
