"""The site as a process that may write neither to the corpus nor to the index."""

from __future__ import annotations

import json
import os
import shutil
import signal
import subprocess
import sys
from http.client import HTTPConnection
from typing import TYPE_CHECKING
from urllib.parse import quote, urlsplit

import pytest

from indexer.build.batch import Batch
from indexer.catalogue.catalogue import Catalogue
from indexer.records.works import Intake
from indexer.settings import Settings
from tests.reading_servers import lent_servers
from tests.seeds import few_seeds, lay_catalogue

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

_SOMEBODY_ELSE = 54321
_WAIT = 60
_POWERLESS = ("setpriv", "--bounding-set=-all", "--inh-caps=-all")
"""An administrator without any capability has the rights of everybody."""


@pytest.fixture
def library(tmp_path: Path) -> Iterator[Path]:
    """A library that belongs to somebody else and is there to be read."""
    if os.geteuid() == 0 and shutil.which(_POWERLESS[0]) is None:
        pytest.skip("an administrator may write everywhere: needs setpriv (util-linux)")
    place = tmp_path / "library"
    place.mkdir()
    settings = Settings(corpus=place / "corpus", index=place / "index", workers=1)
    (tmp_path / "báo cáo.txt").write_text(
        "BÁO CÁO\nKết quả chuyến công tác tại Lào\n\nHai bên bàn về hợp tác quốc tế.",
        encoding="utf-8",
    )
    lay_catalogue(settings.corpus)
    with (
        few_seeds(),
        lent_servers(),
        Catalogue.open(settings.catalogue_url, create=False) as catalogue,
    ):
        batch = Batch(settings, catalogue)
        batch.add([tmp_path / "báo cáo.txt"], Intake())
        batch.read()
        batch.index(anew=True)
    _give_away(place)
    yield place
    for path in (place, *place.rglob("*")):
        if path.is_dir():
            path.chmod(0o755)


def _give_away(place: Path) -> None:
    """Take every right to write from whoever runs the test."""
    for path in (place, *place.rglob("*")):
        if os.geteuid() == 0:
            os.chown(path, _SOMEBODY_ELSE, _SOMEBODY_ELSE)
        path.chmod(0o555 if path.is_dir() else 0o444)


def _unprivileged(*command: str) -> tuple[str, ...]:
    return (*(_POWERLESS if os.geteuid() == 0 else ()), *command)


def _state(place: Path) -> dict[str, tuple[int, int, int]]:
    found = {str(path.relative_to(place)): path.stat() for path in place.rglob("*")}
    return {name: (one.st_ino, one.st_size, one.st_mtime_ns) for name, one in found.items()}


def _get(address: str, path: str) -> tuple[int, str]:
    connection = HTTPConnection(urlsplit(address).netloc, timeout=_WAIT)
    connection.request("GET", path)
    answer = connection.getresponse()
    body = answer.read().decode()
    connection.close()
    return answer.status, body


def test_the_site_needs_no_right_to_write(library: Path, tmp_path: Path) -> None:
    """It searches, shows a work and gives its file out, and leaves not a trace in either place."""
    trying = _unprivileged("/bin/sh", "-c", f"echo x > '{library}/corpus/x'")
    assert subprocess.run(trying, check=False, capture_output=True).returncode != 0
    before = _state(library)
    command = _unprivileged(sys.executable, "-m", "search_app", "--port", "0")
    places = ("--corpus", str(library / "corpus"), "--index", str(library / "index"))
    environment = {**os.environ, "KYYEU_SITE_PICTURES": str(tmp_path / "pictures")}
    with subprocess.Popen(
        (*command, *places), stdout=subprocess.PIPE, env=environment, text=True
    ) as process:
        assert process.stdout
        address = process.stdout.readline().strip()
        try:
            _look_around(address)
        finally:
            process.send_signal(signal.SIGTERM)
        assert process.wait(_WAIT) == 0
    assert _state(library) == before


def _look_around(address: str) -> None:
    status, body = _get(address, "/healthz")
    assert (status, json.loads(body)["status"]) == (200, "open")
    status, body = _get(address, "/api/v1/search?q=hop+tac+quoc+te")
    assert status == 200
    (found,) = json.loads(body)["works"]
    status, body = _get(address, f"/api/v1/works/{found['id']}")
    assert status == 200
    (file,) = json.loads(body)["files"]
    status, body = _get(address, f"/files/{file['sha256']}/{quote('báo cáo.txt')}")
    assert status == 200
    assert "Hai bên bàn" in body
