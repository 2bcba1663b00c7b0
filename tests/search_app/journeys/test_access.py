"""No page has a fault that axe-core finds, in either language, light and dark, wide and narrow.

https://github.com/dequelabs/axe-core: its rules for WCAG 2.2 at the levels A and AA.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal
from urllib.request import urlopen

import pytest
from axe_playwright_python.base import AXE_SCRIPT
from axe_playwright_python.sync_playwright import Axe

if TYPE_CHECKING:
    from playwright.sync_api import Page

pytestmark = pytest.mark.xdist_group("journeys")

_ALL_RULES: dict[str, object] = {
    "runOnly": {
        "type": "tag",
        "values": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"],
    },
    # What passes need not be described.
    "resultTypes": ["violations"],
}
_RULES_OF_COLOUR: dict[str, object] = {
    "runOnly": {"type": "rule", "values": ["color-contrast", "link-in-text-block"]},
    "resultTypes": ["violations"],
}
_RULES_OF_SIZE: dict[str, object] = {
    "runOnly": {"type": "rule", "values": ["target-size", "scrollable-region-focusable"]},
    "resultTypes": ["violations"],
}


@dataclass(frozen=True, slots=True)
class Look:
    """A way to look at a page, with the rules for what is different then."""

    scheme: Literal["light", "dark"]
    width: int
    rules: dict[str, object]


_LOOKS = (
    Look("light", 1280, _ALL_RULES),
    Look("dark", 1280, _RULES_OF_COLOUR),
    Look("light", 375, _RULES_OF_SIZE),
)
_IN_PAGE = Axe(axe_script="")
"""Uses the script that is in the page already: it is half a megabyte."""


def _pages(site: str) -> dict[str, str]:
    with urlopen(f"{site}/api/v1/search?q=hop+tac&size=20") as answer:  # noqa: S310 - our own site
        works = json.load(answer)["works"]
    volume = next(one["id"] for one in works if one["kind"] == "proceedings")
    paper = next(one["id"] for one in works if one["kind"] == "paper")
    with urlopen(f"{site}/api/v1/search?format=docx") as answer:  # noqa: S310 - our own site
        flowing = json.load(answer)["works"][0]["id"]
    return {
        "home": "/",
        "results": "/search?q=hop+tac",
        "narrowed": "/search?q=%22hop+tac%22+lao&kind=paper",
        "nothing": "/search?q=%22hop+tac+xyzzyq%22",
        "values": "/search/values/country?q=hop+tac",
        "volume": f"/works/{volume}",
        "paper": f"/works/{paper}",
        "answering": f"/works/{volume}?q=hop+tac",
        "page": f"/works/{volume}/pages/1?q=hop+tac&hit=1",
        "flowing": f"/works/{flowing}/pages/1?q=hop+tac&hit=1",
        "enlarged": f"/works/{volume}/pages/1?zoom=2",
        "pages": f"/works/{volume}/pages?q=hop+tac",
        "no-pages": f"/works/{volume}/pages?q=xyzzyq&at=999",
        "cite": f"/works/{paper}/cite?at=999",
        "cite-page": f"/works/{volume}/cite?page=1",
        "list": f"/list?work={paper}&work={volume}",
        "empty-list": "/list",
        "guide": "/guide",
        "embed": "/embed?q=hop+tac",
        "missing": "/nowhere",
        "wrong": "/search?q=hop+tac&page=x",
    }


@pytest.mark.parametrize("language", ["vi", "en"])
def test_no_page_has_a_fault(first_visit: Page, site: str, language: str) -> None:
    """Names the page, the rule and the elements of each."""
    page, faults = first_visit, []
    for name, path in _pages(site).items():
        page.goto(path + ("&" if "?" in path else "?") + f"lang={language}")
        page.evaluate(AXE_SCRIPT)
        for look in _LOOKS:
            page.emulate_media(color_scheme=look.scheme)
            page.set_viewport_size({"width": look.width, "height": 720})
            for fault in _IN_PAGE.run(page, options=look.rules).response["violations"]:
                where = f"{name}, {look.scheme}, {look.width} px: {fault['id']}"
                faults += [f"{where}: {node['html']}" for node in fault["nodes"]]
    assert faults == []
