"""A number of bytes into a server that answers with so many, whatever is asked: the peer.

``python -m tests.bench.serving.bare BYTES THREADS``: the same server as the site's, without it.
"""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

from waitress import create_server

if TYPE_CHECKING:
    from collections.abc import Iterable
    from wsgiref.types import StartResponse, WSGIEnvironment


def main(size: int, threads: int) -> None:
    """Serve until stopped."""
    body = b"x" * size

    def answer(_: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
        start_response("200 OK", [("Content-Type", "text/plain"), ("Content-Length", str(size))])
        return [body]

    server = create_server(answer, host="127.0.0.1", port=0, threads=threads)
    sys.stdout.write(f"http://127.0.0.1:{server.effective_port}/\n")
    sys.stdout.flush()
    server.run()


if __name__ == "__main__":
    main(int(sys.argv[1]), int(sys.argv[2]))
