"""The site as a process: it starts, answers, and ends with the right code."""

from __future__ import annotations

import json
import os
import signal
import socket
import subprocess
import sys
from http.client import HTTPConnection
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

import pytest

from indexer.errors import ExitCode
from search_app.server import main

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

_WAIT = 30


@pytest.fixture
def address(tmp_path: Path) -> Iterator[str]:
    """Start the site without an index on any free port; give its address; stop it."""
    directories = ("--corpus", str(tmp_path), "--index", str(tmp_path / "index"))
    command = (sys.executable, "-m", "search_app", "--port", "0", *directories)
    environment = {**os.environ, "KYYEU_SITE_URL_PREFIX": "/tim"}
    with subprocess.Popen(
        command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, env=environment, text=True
    ) as process:
        assert process.stdout
        yield process.stdout.readline().strip()
        process.send_signal(signal.SIGTERM)
        assert process.wait(_WAIT) == ExitCode.DONE


def _get(address: str, path: str) -> tuple[int, bytes]:
    connection = HTTPConnection(urlsplit(address).netloc, timeout=_WAIT)
    connection.request("GET", path)
    answer = connection.getresponse()
    body = answer.read()
    connection.close()
    return answer.status, body


def test_the_process_says_its_address_and_answers_there(address: str) -> None:
    """Without an index it runs, says what is missing, and stops when it is told to."""
    assert address.startswith("http://127.0.0.1:")
    assert address.endswith("/tim/")
    status, body = _get(address, "/tim/healthz")
    assert (status, json.loads(body)["status"]) == (503, "closed")
    assert _get(address, "/tim/")[0] == 503
    assert _get(address, "/tim/static/site.css")[0] == 200


def test_a_port_in_use_is_said_in_one_line(capsys: pytest.CaptureFixture[str]) -> None:
    """The message names the port and what to do; the code says environment; no traceback."""
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = str(taken.getsockname()[1])
        code = main(["--port", port], {})
    error = capsys.readouterr().err
    assert code == ExitCode.ENVIRONMENT
    assert f"127.0.0.1:{port}" in error
    assert "--port" in error
    assert "Traceback" not in error


@pytest.mark.parametrize("host", ["no such host", "203.0.113.77"])
def test_an_address_that_is_not_ours_is_said_too(
    capsys: pytest.CaptureFixture[str], host: str
) -> None:
    """A mistyped host is the same kind of failure."""
    assert main(["--host", host, "--port", "0"], {}) == ExitCode.ENVIRONMENT
    assert host in capsys.readouterr().err


def test_wrong_settings_are_named(capsys: pytest.CaptureFixture[str]) -> None:
    """The site does not start half configured."""
    assert main([], {"KYYEU_SITE_PAGE_SIZE": "0"}) == ExitCode.WRONG_USE
    assert "site.page_size" in capsys.readouterr().err


@pytest.mark.parametrize("port", ["65536", "-1", "http"])
def test_a_port_that_is_none_is_wrong_use(port: str) -> None:
    """The command line is checked before anything is done."""
    with pytest.raises(SystemExit) as caught:
        main([f"--port={port}"], {})
    assert caught.value.code == ExitCode.WRONG_USE
