"""No page has a fault that axe-core finds, in either language, light and dark.

https://github.com/dequelabs/axe-core: its rules for WCAG 2.2 at the levels A and AA.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING
from urllib.request import urlopen

import pytest
from axe_playwright_python.sync_playwright import Axe

if TYPE_CHECKING:
    from collections.abc import Callable

    from playwright.sync_api import Page

pytestmark = pytest.mark.xdist_group("journeys")

_RULES = {
    "runOnly": {
        "type": "tag",
        "values": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"],
    }
}


def _pages(site: str) -> dict[str, str]:
    with urlopen(f"{site}/api/v1/search?q=hop+tac&size=20") as answer:  # noqa: S310 - our own site
        works = json.load(answer)["works"]
    volume = next(one["id"] for one in works if one["kind"] == "proceedings")
    paper = next(one["id"] for one in works if one["kind"] == "paper")
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
        "pages": f"/works/{volume}/pages?q=hop+tac",
        "cite": f"/works/{paper}/cite",
        "list": f"/list?work={paper}&work={volume}",
        "empty-list": "/list",
        "guide": "/guide",
        "embed": "/embed?q=hop+tac",
        "missing": "/nowhere",
    }


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("language", ["vi", "en"])
def test_no_page_has_a_fault(
    visit: Callable[..., Page], site: str, language: str, scheme: str
) -> None:
    """Names the page, the rule and the elements of each."""
    page = visit("/", color_scheme=scheme)
    faults = []
    for name, path in _pages(site).items():
        page.goto(path + ("&" if "?" in path else "?") + f"lang={language}")
        for fault in Axe().run(page, options=_RULES).response["violations"]:
            faults += [f"{name}: {fault['id']}: {node['html']}" for node in fault["nodes"]]
    assert faults == []
