"""The sample library, indexed by the program itself and served, and a browser that visits it."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import sync_playwright

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
    places = {"CORPUS": place / "corpus", "INDEX": place / "index"}
    settings = {f"KYYEU_INDEXER_{name}": str(path) for name, path in places.items()}
    subprocess.run(
        [sys.executable, "-m", "indexer", "add", str(_SAMPLES)],
        env={**os.environ, **settings},
        check=True,
        capture_output=True,
    )
    command = [sys.executable, "-m", "search_app", "--port", "0"]
    command += ["--corpus", str(places["CORPUS"]), "--index", str(places["INDEX"])]
    environment = {**os.environ, "KYYEU_SITE_PICTURES": str(place / "pictures")}
    with subprocess.Popen(
        command, env=environment, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True
    ) as served:
        assert served.stdout is not None
        yield served.stdout.readline().strip().rstrip("/")
        served.terminate()


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    """Give a browser."""
    if _CHROMIUM is None:
        pytest.skip("chromium is not installed")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=_CHROMIUM, args=["--no-sandbox"])
        yield browser
        browser.close()


@pytest.fixture
def visit(chromium: Browser, site: str) -> Iterator[Callable[..., Page]]:
    """Give what opens a page of the site in a window of its own, with settings as Playwright's."""
    contexts = []

    def visit(path: str = "/", **settings: object) -> Page:
        context = chromium.new_context(base_url=site, **settings)  # type: ignore[arg-type]  # as asked
        contexts.append(context)
        page = context.new_page()
        page.goto(path)
        return page

    yield visit
    for context in contexts:
        context.close()
