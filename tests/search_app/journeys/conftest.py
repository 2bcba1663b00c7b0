"""The sample library, indexed by the program itself and served, and a browser that visits it."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import sync_playwright

from indexer.build.batch import Batch
from indexer.catalogue.catalogue import Catalogue
from indexer.records.works import Intake
from indexer.settings import Settings

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from playwright.sync_api import Browser, Page

_SAMPLES = Path(__file__).parents[3] / "corpus" / "samples"
_CHROMIUM = shutil.which("chromium")


@pytest.fixture(scope="session")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Give the address of the site over the sample documents."""
    if _CHROMIUM is None:
        pytest.skip("chromium is not installed")
    place = tmp_path_factory.mktemp("library")
    settings = Settings(corpus=place / "corpus", index=place / "index")
    settings.corpus.mkdir()
    with Catalogue.open(settings.catalogue_url, create=True) as catalogue:
        batch = Batch(settings, catalogue)
        batch.add(_documents(), Intake())
        batch.read()
        batch.index()
    command = [sys.executable, "-m", "search_app", "--port", "0"]
    command += ["--corpus", str(settings.corpus), "--index", str(settings.index)]
    environment = {**os.environ, "KYYEU_SITE_PICTURES": str(place / "pictures")}
    with subprocess.Popen(
        command, env=environment, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True
    ) as served:
        assert served.stdout is not None
        yield served.stdout.readline().strip().rstrip("/")
        served.terminate()


def _documents() -> list[Path]:
    """Return all samples but the scan: to recognise its text takes as long as the others."""
    return [path for path in sorted(_SAMPLES.rglob("*.*")) if path.name != "scan0012.pdf"]


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    """Give a browser."""
    if _CHROMIUM is None:
        pytest.skip("chromium is not installed")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=_CHROMIUM, args=["--no-sandbox"])
        yield browser
        browser.close()


@pytest.fixture(scope="session")
def window(chromium: Browser, site: str) -> Iterator[Callable[[bool], Page]]:
    """Give one window with scripts and one without; to open one takes as long as to load a page."""

    @cache
    def window(java_script_enabled: bool) -> Page:  # noqa: FBT001 - Playwright's own setting
        context = chromium.new_context(base_url=site, java_script_enabled=java_script_enabled)
        return context.new_page()

    yield window
    window.cache_clear()


@pytest.fixture
def first_visit(chromium: Browser, site: str) -> Iterator[Page]:
    """Give a window of a browser that has fetched nothing of the site yet."""
    context = chromium.new_context(base_url=site)
    yield context.new_page()
    context.close()


@pytest.fixture
def visit(window: Callable[[bool], Page]) -> Iterator[Callable[..., Page]]:
    """Give what opens a page of the site in a browser that remembers nothing of other tests."""
    visited = []

    def visit(path: str = "/", *, java_script_enabled: bool = True) -> Page:
        page = window(java_script_enabled)
        visited.append(page)
        page.goto(path)
        return page

    yield visit
    for page in visited:
        page.evaluate("localStorage.clear()")
        page.context.clear_cookies()
