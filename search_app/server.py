"""A command line into the running site: ``python -m search_app``."""

from __future__ import annotations

import argparse
import gc
import signal
import socket
import sys
from contextlib import closing
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from indexer.errors import ExitCode, Failure, Language
from indexer.errors.places import PortInUse
from indexer.logs import start_logging
from search_app.app import create_app
from search_app.connections import make_server
from search_app.opening import open_holdings
from search_app.settings import SiteSettings, read_site_settings

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from types import FrameType

    from flask import Flask

_SELDOM = (50_000, 20, 100)
"""Objects that are left over before the collector looks for cycles, and its rarer, longer looks.

As it comes, its looks through all that a site keeps halt every answer for some tenths of a second.
"""


def main(arguments: Sequence[str], environment: Mapping[str, str]) -> ExitCode:
    """Serve until told to stop; return the exit code."""
    start_logging()
    gc.set_threshold(*_SELDOM)
    language: Language = "vi"
    try:
        settings = _settings(arguments, environment)
        language = settings.language
        with closing(open_holdings(settings)) as holdings:
            _serve(create_app(settings, holdings), settings)
    except Failure as failure:
        sys.stderr.write(failure.message(language) + "\n")
        return failure.exit_code
    return ExitCode.DONE


def _settings(arguments: Sequence[str], environment: Mapping[str, str]) -> SiteSettings:
    """Return the settings of the file and the environment, the command line over them."""
    settings = read_site_settings(environment)
    parser = argparse.ArgumentParser(prog="python -m search_app", description=__doc__)
    parser.add_argument("--host", default=settings.host, help="address to listen on")
    parser.add_argument("--port", default=settings.port, type=_port, help="port; 0 for any free")
    parser.add_argument("--corpus", default=settings.corpus, type=Path, help="the originals")
    parser.add_argument("--index", default=settings.index, type=Path, help="the index to search")
    return replace(settings, **vars(parser.parse_args(arguments)))


def _port(text: str) -> int:
    port = int(text)
    if not 0 <= port <= 65535:
        message = f"{text} is not 0 to 65535"
        raise argparse.ArgumentTypeError(message)
    return port


def _serve(app: Flask, settings: SiteSettings) -> None:
    listener = _listen(settings.host, settings.port)
    server = make_server(app, listener, settings.threads)
    signal.signal(signal.SIGTERM, _stop)
    sys.stdout.write(f"http://{_address(listener)}{settings.url_prefix}/\n")
    sys.stdout.flush()
    server.run()


def _listen(host: str, port: int) -> socket.socket:
    """Return a socket bound before anything else happens; raises :class:`PortInUse`."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    try:
        return socket.create_server((host, port), family=family)
    except OSError as error:
        raise PortInUse(host, port, error.strerror or str(error)) from error


def _address(listener: socket.socket) -> str:
    host, port = listener.getsockname()[:2]
    return f"[{host}]:{port}" if ":" in host else f"{host}:{port}"


def _stop(_signal: int, _frame: FrameType | None) -> None:
    """End as a key stroke would: waitress finishes the requests it has begun."""
    raise KeyboardInterrupt
