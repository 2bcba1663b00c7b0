"""A real browser shows the pages: nothing blocked, nothing overflowing, everything legible."""

from __future__ import annotations

import threading
from typing import TYPE_CHECKING

import pytest
from werkzeug.serving import make_server

from search_app.app import create_app
from search_app.settings import SiteSettings
from tests.search_app.browser import CHROMIUM, Browser
from tests.search_app.fake_library import REPORT, TODAY, VOLUME, FakeLibrary, Folder, hold

if TYPE_CHECKING:
    from collections.abc import Iterator

pytestmark = pytest.mark.skipif(CHROMIUM is None, reason="chromium is not installed")

PAGES = [
    "/",
    "/search?q=b%C3%A1o&kind=delegation-out",
    "/search?q=nothing&lang=en",
    f"/works/{REPORT}",
    f"/works/{VOLUME}?lang=en",
    f"/works/{REPORT}?q=h%E1%BB%A3p",
    f"/works/{REPORT}/pages/2?q=h%E1%BB%A3p&hit=1",
    f"/works/{VOLUME}/pages/30?q=h%E1%BB%A3p&zoom=2&lang=en",
    f"/works/{VOLUME}/pages",
    f"/works/{VOLUME}/pages?q=h%E1%BB%A3p",
    f"/works/{REPORT}/cite?page=2",
    "/nowhere",
]

FAINT = """
(() => {
  const numbers = (colour) => colour.match(/[\\d.]+/g).map(Number);
  const light = ([r, g, b]) => [r, g, b]
    .map((v) => v / 255).map((v) => v <= 0.04045 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4)
    .reduce((sum, v, i) => sum + v * [0.2126, 0.7152, 0.0722][i], 0);
  const ground = (e) => {
    for (; e; e = e.parentElement) {
      const colour = numbers(getComputedStyle(e).backgroundColor);
      if (colour.length < 4 || colour[3] > 0) return colour;
    }
    return [255, 255, 255];
  };
  const faint = [];
  for (const e of document.querySelectorAll("body *")) {
    const own = [...e.childNodes].some((n) => n.nodeType === 3 && n.textContent.trim());
    if (!own) continue;
    const pair = [light(numbers(getComputedStyle(e).color)), light(ground(e))];
    const contrast = (Math.max(...pair) + 0.05) / (Math.min(...pair) + 0.05);
    if (contrast < 4.5) faint.push(`${contrast.toFixed(2)} ${e.tagName} ${e.textContent.trim()}`);
  }
  return faint;
})()
"""
"""The elements whose own text has a contrast under 4.5 : 1 (WCAG 2.2, 1.4.3)."""

SMALL = """
[...document.querySelectorAll("a, button, input:not([type=hidden]), summary")]
  .filter((e) => e.checkVisibility() && !e.closest(".unseen, .skip"))
  .map((e) => [e, e.getBoundingClientRect()])
  .filter(([e, box]) => box.width > 0 && box.height < 18)
  .map(([e]) => e.outerHTML)
"""
"""The controls that are too low to be hit."""


@pytest.fixture(scope="module")
def browser(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Browser]:
    """Start one browser for all pages."""
    started = Browser.start(tmp_path_factory.mktemp("profile"))
    yield started
    started.close()


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Serve the site over the library in memory."""
    holdings = hold(FakeLibrary, Folder(tmp_path_factory.mktemp("originals")))
    app = create_app(SiteSettings(), holdings, lambda: TODAY)
    server = make_server("127.0.0.1", 0, app, threaded=True)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    thread.join()
    server.server_close()


@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
@pytest.mark.parametrize("width", [375, 1440])
@pytest.mark.parametrize("path", PAGES)
def test_a_page_is_whole_and_legible(
    browser: Browser, address: str, path: str, width: int, *, dark: bool
) -> None:
    """On a phone and a wide screen, in both themes."""
    browser.open(address + path, width, dark=dark)
    refused = [text for text in browser.console if "Security Policy" in text]
    assert refused == []
    assert browser.evaluate("document.documentElement.scrollWidth") <= width
    named = browser.evaluate("document.querySelectorAll('link[rel=stylesheet]').length")
    assert browser.evaluate("document.styleSheets.length") == named > 0
    assert browser.evaluate(FAINT) == []
    assert browser.evaluate(SMALL) == []


def test_the_keyboard_reaches_the_content_first(browser: Browser, address: str) -> None:
    """The first step of the tabulator offers to skip the head of the page."""
    browser.open(address + "/search", 1440, dark=False)
    browser.press("Tab", 9)
    assert browser.evaluate("document.activeElement.hash") == "#main"
    assert browser.evaluate("document.activeElement.getBoundingClientRect().top") >= 0


SHOWN = "document.querySelector('[role=listbox]:not([hidden])')?.children.length ?? 0"
"""How many options the search box shows."""

ACTIVE = "document.querySelector('#q').getAttribute('aria-activedescendant')"
"""The option that the arrows have reached, by its id."""


def _type(browser: Browser, text: str) -> None:
    browser.evaluate("document.querySelector('#q').focus()")
    browser.call("Input.insertText", text=text)
    browser.wait_for(f"{SHOWN} > 0")


class TestCompletions:
    """The search box as a combobox."""

    @pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
    @pytest.mark.parametrize("width", [375, 1440])
    @pytest.mark.parametrize("path", ["/", "/search?lang=en"])
    def test_they_are_whole_and_legible(
        self, browser: Browser, address: str, path: str, width: int, *, dark: bool
    ) -> None:
        """Nothing is blocked, nothing overflows, on a phone options are high enough to be hit."""
        browser.open(address + path, width, dark=dark)
        _type(browser, "báo")
        assert browser.evaluate(SHOWN) == 3
        assert [text for text in browser.console if "Security Policy" in text] == []
        assert browser.evaluate("document.documentElement.scrollWidth") <= width
        assert browser.evaluate(FAINT) == []
        heights = "[...document.querySelectorAll('[role=option]')].map((e) => e.offsetHeight)"
        assert min(browser.evaluate(heights)) >= (44 if width < 600 else 24)

    def test_a_screen_reader_is_told_what_happens(self, browser: Browser, address: str) -> None:
        """Role, name, state, number of suggestions, the one reached; text is never markup."""
        browser.open(address + "/", 1440, dark=False)
        box = "document.querySelector('#q')"
        assert browser.evaluate(f"{box}.getAttribute('role')") == "combobox"
        assert browser.evaluate(f"{box}.getAttribute('aria-expanded')") == "false"
        _type(browser, "báo")
        assert browser.evaluate(f"{box}.getAttribute('aria-expanded')") == "true"
        said = "document.querySelector('form [role=status]').textContent"
        assert browser.evaluate(said) == "Số gợi ý: 3"
        controlled = f"document.getElementById({box}.getAttribute('aria-controls'))"
        assert browser.evaluate(f"{controlled}.getAttribute('role')") == "listbox"
        assert browser.evaluate(f"{controlled}.getAttribute('aria-label')") == "Gợi ý"
        browser.press("ArrowDown", 40)
        reached = "document.querySelector('[role=option][aria-selected=true]')"
        assert browser.evaluate(f"{reached}.id") == browser.evaluate(ACTIVE)
        assert browser.evaluate(f"{reached}.textContent") == "báo tác"
        assert browser.evaluate(f"{box}.value") == "báo"
        assert browser.evaluate("document.querySelectorAll('form script').length") == 0

    def test_arrows_go_round_and_escape_closes(self, browser: Browser, address: str) -> None:
        """The box is one of the places; what was typed stays."""
        browser.open(address + "/", 1440, dark=False)
        _type(browser, "báo")
        reached = []
        for _ in range(4):
            browser.press("ArrowDown", 40)
            reached.append(browser.evaluate(ACTIVE))
        assert reached == [*(f"q-completions-{at}" for at in range(3)), None]
        browser.press("ArrowUp", 38)
        assert browser.evaluate(ACTIVE) == "q-completions-2"
        browser.press("Escape", 27)
        assert browser.evaluate(SHOWN) == 0
        assert browser.evaluate("document.querySelector('#q').value") == "báo"
        browser.press("ArrowDown", 40)
        browser.wait_for(f"{SHOWN} > 0")

    def test_enter_searches_for_what_was_reached(self, browser: Browser, address: str) -> None:
        """What is set stays set."""
        browser.open(address + "/search?kind=paper", 1440, dark=False)
        _type(browser, "báo")
        browser.press("ArrowDown", 40)
        browser.submit()
        asked = "Object.fromEntries(new URLSearchParams(location.search))"
        assert browser.evaluate(asked) == {"q": "báo tác", "kind": "paper"}

    def test_enter_alone_searches_for_what_was_typed(self, browser: Browser, address: str) -> None:
        """Suggestions never stand between a reader and their own words."""
        browser.open(address + "/", 1440, dark=False)
        _type(browser, "báo")
        browser.submit()
        assert browser.evaluate("location.search") == "?q=b%C3%A1o"

    def test_a_title_leads_to_its_work(self, browser: Browser, address: str) -> None:
        """By a finger or a mouse, in the language of the page."""
        browser.open(address + "/?lang=en", 375, dark=False)
        _type(browser, "báo")
        spot = browser.evaluate(
            "(({x, y, width, height}) => [x + width / 2, y + height / 2])"
            "(document.querySelector('[role=option]:last-child').getBoundingClientRect())"
        )
        browser.click(*spot)
        assert browser.evaluate("location.pathname + location.search") == f"/works/{REPORT}?lang=en"

    def test_only_the_last_answer_is_shown(self, browser: Browser, address: str) -> None:
        """Of words typed quickly one after the other the older answers are dropped."""
        browser.open(address + "/", 1440, dark=False)
        browser.evaluate("document.querySelector('#q').focus()")
        for text in ("b", "á", "o", " "):
            browser.call("Input.insertText", text=text)
        browser.wait_for(f"{SHOWN} > 0")
        first = "document.querySelector('[role=option]').textContent"
        assert browser.evaluate(first) == "báo  tác"
        browser.call("Input.insertText", text="zzz")
        browser.wait_for(f"{SHOWN} === 0")


def test_a_search_is_typed_and_sent_without_script(browser: Browser, address: str) -> None:
    """The form alone leads to the results."""
    browser.call("Emulation.setScriptExecutionDisabled", value=True)
    browser.open(address + "/", 375, dark=False)
    browser.call("Emulation.setScriptExecutionDisabled", value=False)
    browser.evaluate("document.querySelector('#q').focus()")
    browser.call("Input.insertText", text="báo")
    browser.submit()
    assert browser.evaluate("location.pathname + location.search") == "/search?q=b%C3%A1o"
    assert browser.evaluate("document.querySelectorAll('mark').length") > 0


HERE = "location.pathname + location.search + location.hash"


class TestReader:
    """The page reader in a browser."""

    def test_arrows_turn_pages_and_lead_from_place_to_place(
        self, browser: Browser, address: str
    ) -> None:
        """The keys that the links name; the place comes into view."""
        browser.open(f"{address}/works/{REPORT}/pages/1?q=h%E1%BB%A3p&hit=2", 1440, dark=False)
        assert browser.evaluate("document.activeElement.tagName") == "BODY"
        browser.turn("ArrowRight", 39, shift=True)
        assert browser.evaluate(HERE) == f"/works/{REPORT}/pages/2?q=h%E1%BB%A3p&hit=1#hit"
        middle = "document.getElementById('hit').getBoundingClientRect().top"
        assert 0 < browser.evaluate(middle) < 900
        browser.turn("ArrowLeft", 37)
        assert browser.evaluate(HERE) == f"/works/{REPORT}/pages/1?q=h%E1%BB%A3p"

    def test_keys_belong_to_a_box_that_has_the_focus(self, browser: Browser, address: str) -> None:
        """Whoever types is not carried off."""
        browser.open(f"{address}/works/{REPORT}/pages/1", 1440, dark=False)
        browser.evaluate("document.querySelector('#in').focus()")
        browser.press("ArrowRight", 39)
        assert browser.evaluate(HERE) == f"/works/{REPORT}/pages/1"

    def test_marks_lie_over_the_picture(self, browser: Browser, address: str) -> None:
        """In points of the page, whatever the size of the picture."""
        browser.open(f"{address}/works/{REPORT}/pages/1?q=h%E1%BB%A3p", 1440, dark=False)
        measured = browser.evaluate(
            "['.sheet', '.sheet img', '.sheet svg', '.sheet rect'].map((name) => "
            "(({x, y, width, height}) => [x, y, width, height])"
            "(document.querySelector(name).getBoundingClientRect()))"
        )
        sheet, image, layer, mark = measured
        assert image == pytest.approx(sheet, abs=1)
        assert layer == pytest.approx(sheet, abs=1)
        scale = sheet[2] / 595
        assert mark[0] - sheet[0] == pytest.approx(71 * scale, abs=1)
        assert mark[1] - sheet[1] == pytest.approx(71 * scale, abs=1.5)
        assert mark[2] == pytest.approx(20 * scale, abs=1)

    def test_all_of_it_works_without_script(self, browser: Browser, address: str) -> None:
        """To search within the work and go to a page that answers."""
        browser.call("Emulation.setScriptExecutionDisabled", value=True)
        browser.open(f"{address}/works/{REPORT}/pages/1", 375, dark=False)
        browser.call("Emulation.setScriptExecutionDisabled", value=False)
        browser.evaluate("document.querySelector('#in').focus()")
        browser.call("Input.insertText", text="hợp")
        browser.submit()
        assert browser.evaluate(HERE) == f"/works/{REPORT}/pages?q=h%E1%BB%A3p"
        first = "document.querySelector('.cards a').getAttribute('href')"
        assert browser.evaluate(first) == f"/works/{REPORT}/pages/1?q=h%E1%BB%A3p"
