"""What a lecturer comes for: each way from the first page to what was wanted."""

from __future__ import annotations

import re
from functools import partial
from typing import TYPE_CHECKING

import pytest
import rispy
from playwright.sync_api import expect

if TYPE_CHECKING:
    from collections.abc import Callable

    from playwright.sync_api import Page

    Visit = Callable[..., Page]

# The library is indexed once: all of it runs in one process.
pytestmark = pytest.mark.xdist_group("journeys")


@pytest.fixture(params=[True, False], ids=["with-script", "without-script"])
def either(request: pytest.FixtureRequest, visit: Visit) -> Visit:
    """Give what opens a page in a browser that runs scripts, and in one that does not."""
    return partial(visit, java_script_enabled=request.param)


def _ask(page: Page, question: str) -> None:
    box = page.get_by_role("search").first.locator("input[name=q]")
    box.fill(question)
    box.press("Enter")
    page.wait_for_url("**/search?**")


def test_unaccented_words_find_accented_ones(either: Visit) -> None:
    """Typed on a keyboard without accents; the words found are marked with theirs."""
    page = either()
    _ask(page, "dao tao can bo lanh dao")
    marked = page.locator(".snippet mark").all_inner_texts()
    assert any("đào tạo" in text.lower() for text in marked)
    expect(page.locator(".bar [role=status]")).to_contain_text("tài liệu")


def test_facets_narrow_and_widen(either: Visit) -> None:
    """A click narrows, the chip takes it off again."""
    page = either("/search?q=h%E1%BB%A3p+t%C3%A1c")
    before = page.locator(".bar [role=status]").inner_text()
    page.locator(".facets a", has_text="Bài trong kỷ yếu").first.click()
    page.wait_for_url("**kind=**")
    assert set(page.locator(".hits .kind").all_inner_texts()) == {"Bài trong kỷ yếu"}
    page.locator(".chips a").first.click()
    page.wait_for_url(lambda url: "kind=" not in url)
    assert page.locator(".bar [role=status]").inner_text().split(" ")[0] == before.split(" ")[0]


def test_the_page_that_answers_opens_with_its_words_marked(either: Visit) -> None:
    """From a result straight to the page, text beside the picture."""
    page = either("/search?q=%22h%E1%BB%A3p+t%C3%A1c%22")
    page.locator(".places a").first.click()
    expect(page.locator("main mark").first).to_be_visible()
    assert "hợp tác" in page.locator("main mark").first.inner_text().lower()


def test_a_paper_is_cited(either: Visit) -> None:
    """The reference is there to copy, and a file for a reference manager to fetch."""
    page = either("/search?q=h%E1%BB%A3p+t%C3%A1c&kind=paper")
    page.locator(".hits h2 a").first.click()
    title = page.locator("h1").inner_text()
    page.locator("a[href*='/cite']").first.click()
    expect(page.locator(".reference").first).to_contain_text(title)
    with page.expect_download() as download:
        page.get_by_role("link", name="RIS").click()
    (record,) = rispy.loads(download.value.path().read_text(encoding="utf-8"))
    assert record["title"] == title


def test_from_nothing_found_to_something_found(either: Visit) -> None:
    """The empty page offers a step; it finds what it promises."""
    page = either()
    _ask(page, '"hợp tác xyzzyq"')
    expect(page.locator(".empty")).to_be_visible()
    step = page.locator(".steps a").first
    promised = re.sub(r"\D", "", step.locator(".count").inner_text())
    step.click()
    found = page.locator(".bar [role=status]").inner_text()
    assert re.sub(r"\D", "", found.split("tài liệu")[0]) == promised


def test_a_journey_by_keyboard_alone(visit: Visit) -> None:
    """Skip, search, open the first result and go back, without a pointer."""
    page = visit("/")
    page.keyboard.press("Tab")
    expect(page.locator(".skip")).to_be_focused()
    for _ in range(40):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.name") == "q":
            break
    page.keyboard.type("hop tac")
    page.keyboard.press("Enter")
    page.wait_for_url("**/search?**")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    for _ in range(80):
        page.keyboard.press("Tab")
        if page.evaluate("!!document.activeElement.closest('.hits h2')"):
            break
    page.keyboard.press("Enter")
    page.wait_for_url("**/works/**")
    expect(page.locator("h1")).to_be_visible()


def test_a_reading_list_is_kept_in_the_browser(visit: Visit) -> None:
    """Put on it from two pages, counted, shown, and emptied again."""
    page = visit("/search?q=h%E1%BB%A3p+t%C3%A1c")
    works = [link.get_attribute("href") for link in page.locator(".hits h2 a").all()[:2]]
    for work in works:
        page.goto(str(work))
        page.get_by_role("button", name="Thêm vào danh mục").click()
        expect(page.get_by_role("button", name="Bỏ khỏi danh mục")).to_be_visible()
    expect(page.locator("[data-list]")).to_contain_text("(2)")
    page.locator("[data-list]").click()
    expect(page.locator(".bibliography li")).to_have_count(2)
    page.get_by_role("link", name="Bỏ khỏi danh mục").first.click()
    expect(page.locator(".bibliography li")).to_have_count(1)
    expect(page.locator("[data-list]")).to_contain_text("(1)")
    page.get_by_role("link", name="Bỏ khỏi danh mục").first.click()
    expect(page.locator(".bibliography li")).to_have_count(0)
    page.goto("/list")
    expect(page.locator(".bibliography li")).to_have_count(0)


def test_a_reading_list_without_script_is_its_address(visit: Visit) -> None:
    """One work leads to the list, another is added there by its address."""
    page = visit("/search?q=h%E1%BB%A3p+t%C3%A1c", java_script_enabled=False)
    first, second = (link.get_attribute("href") for link in page.locator(".hits h2 a").all()[:2])
    page.goto(str(first))
    page.get_by_role("link", name="Thêm vào danh mục").click()
    page.locator("#work").fill(str(second))
    page.get_by_role("button", name="Thêm").click()
    expect(page.locator(".bibliography li")).to_have_count(2)
