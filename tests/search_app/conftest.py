"""The site over the library in memory."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

import pytest
from flask.testing import FlaskClient
from jinja2 import BytecodeCache

from indexer.errors.index import IndexMissing
from search_app.app import create_app
from search_app.settings import SiteSettings
from tests.search_app.fake_library import (
    REPORT_FILE,
    TODAY,
    VOLUME_FILE,
    FakeLibrary,
    Folder,
    MadePictures,
    hold,
)

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from flask import Flask
    from jinja2.bccache import Bucket
    from werkzeug.test import TestResponse


class CompiledTemplates(BytecodeCache):
    """Templates that one site has compiled, for all the others."""

    def __init__(self) -> None:
        self._compiled: dict[str, bytes] = {}

    def load_bytecode(self, bucket: Bucket) -> None:
        """Fill a bucket with what is known."""
        if bucket.key in self._compiled:
            bucket.bytecode_from_string(self._compiled[bucket.key])

    def dump_bytecode(self, bucket: Bucket) -> None:
        """Keep a bucket."""
        self._compiled[bucket.key] = bucket.bytecode_to_string()


COMPILED = CompiledTemplates()


class ClosingClient(FlaskClient):
    """A client that reads every answer to its end and closes it, as a server does."""

    def open(self, *args: Any, **kwargs: Any) -> TestResponse:  # noqa: ANN401 - as it is there
        """Ask."""
        return super().open(*args, **{"buffered": True, **kwargs})


@pytest.fixture
def library() -> FakeLibrary:
    """Give a fresh library."""
    return FakeLibrary()


@pytest.fixture
def originals(tmp_path: Path) -> Folder:
    """Give the originals of the visible files."""
    for sha256 in (VOLUME_FILE, REPORT_FILE):
        (tmp_path / sha256).write_bytes(b"%PDF-1.7 " + sha256.encode())
    return Folder(tmp_path)


@pytest.fixture
def pictures() -> MadePictures:
    """Give what the site draws with."""
    return MadePictures()


@pytest.fixture
def make_app(
    library: FakeLibrary, originals: Folder, pictures: MadePictures
) -> Callable[..., Flask]:
    """Give a maker of sites with other settings over the same library."""

    def make(**settings: object) -> Flask:
        site = replace(SiteSettings(), **settings)  # type: ignore[arg-type] # any setting
        app = create_app(site, hold(lambda: library, originals, pictures), lambda: TODAY)
        app.test_client_class = ClosingClient
        app.jinja_env.bytecode_cache = COMPILED
        return app

    return make


@pytest.fixture
def client(make_app: Callable[..., Flask]) -> FlaskClient:
    """Give a reader of the site as it is by default."""
    return make_app().test_client()


@pytest.fixture
def closed_client(originals: Folder, tmp_path: Path) -> FlaskClient:
    """Give a reader of a site that has no index."""

    def missing() -> FakeLibrary:
        raise IndexMissing(tmp_path / "index")

    return create_app(SiteSettings(), hold(missing, originals)).test_client()
