"""What a lecturer comes for: each way from the first page to what was wanted."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, TypeAlias

import pytest
import rispy
from playwright.sync_api import Page, expect

if TYPE_CHECKING:
    from playwright.sync_api import Locator

Visit: TypeAlias = Callable[..., Page]

_STEPS = """target => {
  const stops = "a[href], button, input:not([type=hidden]), summary, [tabindex='0']";
  const all = [...document.querySelectorAll(stops)].filter((one) => one.checkVisibility());
  return all.indexOf(target) - all.indexOf(document.activeElement);
}"""
"""How often the tabulator is to be pressed until it reaches an element."""

_SHIFTS = """() => new Promise((done) => {
  const seen = [];
  new PerformanceObserver((list) => {
    seen.push(...list.getEntries().map((entry) => entry.value));
  }).observe({type: "layout-shift", buffered: true});
  setTimeout(() => done(seen), 100);
})"""
"""What has moved since the page was opened (https://web.dev/articles/cls)."""

# The library is indexed once: all of it runs in one process.
pytestmark = pytest.mark.xdist_group("journeys")


@dataclass(frozen=True, slots=True)
class Lecturer:
    """Whoever is on the way, with a pointer or with the keyboard alone."""

    visit: Visit
    keyboard: bool

    def open(self, path: str = "/") -> Page:
        """Open a page."""
        return self.visit(path)

    def follow(self, target: Locator) -> None:
        """Go where a link leads: by a click, or by the tabulator and Enter."""
        if not self.keyboard:
            target.click()
            return
        self._reach(target)
        # Whoever has no pointer sees where they are.
        ring = "getComputedStyle(document.activeElement).outlineStyle"
        assert target.page.evaluate(ring) != "none"
        target.page.keyboard.press("Enter")

    def ask(self, page: Page, question: str) -> None:
        """Type a question into the box and send it."""
        box = page.get_by_role("search").first.locator("input[name=q]")
        if self.keyboard:
            self._reach(box)
            page.keyboard.type(question)
        else:
            box.fill(question)
        page.keyboard.press("Enter")
        page.wait_for_url("**/search?**")

    def _reach(self, target: Locator) -> None:
        for _ in range(target.evaluate(_STEPS)):
            target.page.keyboard.press("Tab")
        expect(target).to_be_focused()


@pytest.fixture(params=["with-script", "without-script", "keyboard"])
def lecturer(request: pytest.FixtureRequest, visit: Visit) -> Lecturer:
    """Give who goes a way: in a browser with scripts, in one without, and by keys alone."""
    script = request.param != "without-script"
    return Lecturer(partial(visit, java_script_enabled=script), request.param == "keyboard")


def test_unaccented_words_find_accented_ones(lecturer: Lecturer) -> None:
    """Typed on a keyboard without accents; the words found are marked with theirs."""
    page = lecturer.open()
    lecturer.ask(page, "dao tao can bo lanh dao")
    marked = page.locator(".snippet mark").all_inner_texts()
    assert any("đào tạo" in text.lower() for text in marked)
    expect(page.locator(".bar [role=status]")).to_contain_text("tài liệu")


def test_facets_narrow_and_widen(lecturer: Lecturer) -> None:
    """One step narrows, the chip takes it off again."""
    page = lecturer.open("/search?q=h%E1%BB%A3p+t%C3%A1c")
    before = page.locator(".bar [role=status]").inner_text()
    lecturer.follow(page.locator(".facets a", has_text="Bài trong kỷ yếu").first)
    page.wait_for_url("**kind=**")
    assert set(page.locator(".hits .kind").all_inner_texts()) == {"Bài trong kỷ yếu"}
    lecturer.follow(page.locator(".chips a").first)
    page.wait_for_url(lambda url: "kind=" not in url)
    assert page.locator(".bar [role=status]").inner_text().split(" ")[0] == before.split(" ")[0]


def test_the_page_that_answers_opens_with_its_words_marked(lecturer: Lecturer) -> None:
    """From a result straight to the page, and on from place to place, text beside the picture."""
    page = lecturer.open("/search?q=%22h%E1%BB%A3p+t%C3%A1c%22&kind=paper")
    lecturer.follow(page.locator(".places a").first)
    expect(page.locator("main mark").first).to_be_visible()
    assert "hợp tác" in page.locator("main mark").first.inner_text().lower()
    lecturer.follow(page.get_by_role("link", name="Chỗ tiếp theo"))
    page.wait_for_url("**hit=1**")
    expect(page.locator("#hit")).to_be_in_viewport()
    expect(page.locator(".sheet img")).to_have_js_property("complete", value=True)


def test_a_paper_is_cited(lecturer: Lecturer) -> None:
    """The reference is there to copy, and a file for a reference manager to fetch."""
    page = lecturer.open("/search?q=h%E1%BB%A3p+t%C3%A1c&kind=paper")
    lecturer.follow(page.locator(".hits h2 a").first)
    page.wait_for_url("**/works/**")
    title = page.locator("h1").inner_text()
    lecturer.follow(page.locator("a[href*='/cite']").first)
    page.wait_for_url("**/cite**")
    expect(page.locator(".reference").first).to_contain_text(title)
    with page.expect_download() as download:
        lecturer.follow(page.get_by_role("link", name="RIS"))
    (record,) = rispy.loads(download.value.path().read_text(encoding="utf-8"))
    assert record["title"] == title
    assert record["start_page"] in page.locator(".reference").first.inner_text()


def test_the_page_that_answers_is_cited(lecturer: Lecturer) -> None:
    """From the page reader, with the number that is printed there."""
    page = lecturer.open("/search?q=%22h%E1%BB%A3p+t%C3%A1c%22&kind=paper")
    lecturer.follow(page.locator(".places a").first)
    page.wait_for_url("**/pages/**")
    printed = page.get_by_label("Trang", exact=True).input_value()
    lecturer.follow(page.get_by_role("link", name="Trích dẫn trang này"))
    page.wait_for_url("**/cite?page=**")
    assert f"tr. {printed}]" in page.locator(".in-text").first.inner_text()


def test_from_nothing_found_to_something_found(lecturer: Lecturer) -> None:
    """The empty page offers a step; it finds what it promises."""
    page = lecturer.open()
    lecturer.ask(page, '"hợp tác xyzzyq"')
    expect(page.locator(".empty")).to_be_visible()
    step = page.locator(".steps a").first
    promised = re.sub(r"\D", "", step.locator(".count").inner_text())
    lecturer.follow(step)
    page.wait_for_url(lambda url: "%22" not in url)
    found = page.locator(".bar [role=status]").inner_text()
    assert re.sub(r"\D", "", found.split("tài liệu")[0]) == promised


def test_nothing_moves_while_a_page_is_loaded(visit: Visit, first_visit: Page) -> None:
    """Neither fonts nor pictures nor scripts shift what somebody has begun to read."""
    page = visit("/search?q=h%E1%BB%A3p+t%C3%A1c&kind=proceedings")
    volume = str(page.locator(".hits h2 a").first.get_attribute("href"))
    place = str(page.locator(".places a").first.get_attribute("href"))
    work = volume.partition("?")[0]
    listed = f"/list?work={work.rpartition('/')[2]}"
    shifts = {}
    # The list is kept from its page on, so the last one counts it.
    for path in ("/", "/search?q=hop+tac", volume, place, f"{work}/cite", listed, "/guide"):
        first_visit.goto(path)
        shifts[path] = first_visit.evaluate(_SHIFTS)
    assert not any(shifts.values()), shifts


def test_the_strip_shows_the_page_that_is_open(visit: Visit, first_visit: Page) -> None:
    """Also on a telephone, where three of its nine pages have room."""
    results = visit("/search?q=h%E1%BB%A3p+t%C3%A1c&kind=proceedings")
    volume = str(results.locator(".hits h2 a").first.get_attribute("href")).partition("?")[0]
    first_visit.set_viewport_size({"width": 375, "height": 760})
    first_visit.goto(f"{volume}/pages/12")
    first_visit.locator("#strip").scroll_into_view_if_needed()
    expect(first_visit.locator(".strip [aria-current]")).to_be_in_viewport()


def test_the_keyboard_skips_to_the_content(visit: Visit) -> None:
    """The first step on every page."""
    page = visit("/search?q=hop+tac")
    page.keyboard.press("Tab")
    expect(page.locator(".skip")).to_be_focused()
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    assert page.evaluate("!!document.activeElement.closest('main')")


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


def test_a_result_is_kept_and_the_rest_narrowed_by_unit(visit: Visit) -> None:
    """From the list itself, without opening the work; the list of the reader counts it."""
    page = visit("/search?q=h%E1%BB%A3p+t%C3%A1c")
    page.locator(".hits .keeping").first.click()
    expect(page.locator(".hits .keeping").first).to_have_attribute("aria-pressed", "true")
    expect(page.locator("[data-list]")).to_contain_text("(1)")
    unit = page.locator("section[aria-labelledby=facet-unit] a").first
    promised = unit.locator(".count").inner_text()
    unit.click()
    page.wait_for_url("**unit=**")
    expect(page.locator(".bar [role=status]")).to_contain_text(f"{promised} tài liệu")
    expect(page.locator(".chips")).to_contain_text(unit.locator(".name").inner_text()[:6])
