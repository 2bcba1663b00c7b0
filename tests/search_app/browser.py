"""Chromium without a window, driven through a pair of pipes by its DevTools protocol.

https://chromedevtools.github.io/devtools-protocol/; messages are JSON, each ended by a NUL.
"""

from __future__ import annotations

import base64
import json
import os
import shutil
import subprocess
from dataclasses import dataclass, field
from fcntl import F_DUPFD_CLOEXEC, fcntl
from itertools import count
from typing import TYPE_CHECKING, Any, Self

if TYPE_CHECKING:
    from pathlib import Path

CHROMIUM = shutil.which("chromium")
_OPTIONS = (
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--hide-scrollbars",
    "--remote-debugging-pipe",
)


@dataclass
class Browser:
    """One page of one browser."""

    process: subprocess.Popen[bytes]
    to_browser: int
    from_browser: int
    console: list[str] = field(default_factory=list)
    """What the page was refused and what it complained of, since it was opened."""
    _session: str = ""
    _numbers: count[int] = field(default_factory=lambda: count(1))
    _rest: bytes = b""

    @classmethod
    def start(cls, profile: Path) -> Self:
        """Start a browser with an empty profile."""
        read_here, write_there = _high_pipe()
        read_there, write_here = _high_pipe()
        # The protocol's numbers are 3 and 4; the shell moves ours there.
        move = f'exec "$@" 3<&{read_there} 4>&{write_there}'
        process = subprocess.Popen(
            ["/bin/bash", "-c", move, "sh", str(CHROMIUM), *_OPTIONS, f"--user-data-dir={profile}"],
            pass_fds=(read_there, write_there),
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        os.close(read_there)
        os.close(write_there)
        browser = cls(process, write_here, read_here)
        target = browser.call("Target.createTarget", url="about:blank")["targetId"]
        attached = browser.call("Target.attachToTarget", targetId=target, flatten=True)
        browser._session = attached["sessionId"]
        for domain in ("Page", "Log", "Runtime"):
            browser.call(f"{domain}.enable")
        return browser

    def close(self) -> None:
        """End the browser."""
        self._session = ""
        self.call("Browser.close")
        self.process.wait(30)
        os.close(self.to_browser)
        os.close(self.from_browser)

    def open(self, address: str, width: int, *, dark: bool) -> None:
        """Show a page in a window of this width and theme."""
        self.console.clear()
        metrics = {"width": width, "height": 900, "deviceScaleFactor": 1, "mobile": width < 600}
        self.call("Emulation.setDeviceMetricsOverride", **metrics)
        theme = {"name": "prefers-color-scheme", "value": "dark" if dark else "light"}
        self.call("Emulation.setEmulatedMedia", features=[theme])
        self.call("Page.navigate", url=address)
        self._receive(lambda message: message.get("method") == "Page.loadEventFired")

    def turn(self, key: str, number: int, *, shift: bool = False) -> None:
        """Press a key and wait for the page it leads to."""
        self.press(key, number, shift=shift)
        self._receive(lambda message: message.get("method") == "Page.loadEventFired")

    def press(self, key: str, number: int, text: str = "", *, shift: bool = False) -> None:
        """Press a key and let it go."""
        named: dict[str, object] = {"key": key, "code": key, "windowsVirtualKeyCode": number}
        named["modifiers"] = 8 if shift else 0
        self.call("Input.dispatchKeyEvent", type="keyDown", text=text, **named)
        self.call("Input.dispatchKeyEvent", type="keyUp", **named)

    def click(self, x: float, y: float) -> None:
        """Click at a point of the window and wait for the page it leads to."""
        for kind in ("mousePressed", "mouseReleased"):
            self.call("Input.dispatchMouseEvent", type=kind, x=x, y=y, button="left", clickCount=1)
        self._receive(lambda message: message.get("method") == "Page.loadEventFired")

    def wait_for(self, condition: str) -> None:
        """Wait until an expression is true in the page; fails after ten seconds."""
        waiting = (
            "new Promise((done, fail) => { const start = Date.now(); const look = () => "
            f"({condition}) ? done(true) : Date.now() - start > 10000 ? done(false) : "
            "setTimeout(look, 20); look(); })"
        )
        answer = self.call(
            "Runtime.evaluate", expression=waiting, awaitPromise=True, returnByValue=True
        )
        assert answer["result"].get("value") is True, condition

    def submit(self) -> None:
        """Press Enter and wait for the page it leads to."""
        self.press("Enter", 13, "\r")
        self._receive(lambda message: message.get("method") == "Page.loadEventFired")

    def evaluate(self, expression: str) -> Any:  # noqa: ANN401 - JSON
        """Return the value of an expression in the page."""
        answer = self.call("Runtime.evaluate", expression=expression, returnByValue=True)
        return answer["result"].get("value")

    def picture(self) -> bytes:
        """Return the whole page as PNG."""
        answer = self.call("Page.captureScreenshot", captureBeyondViewport=True)
        return base64.b64decode(answer["data"])

    def call(self, method: str, **parameters: object) -> dict[str, Any]:
        """Ask the browser for something and return its answer."""
        number = next(self._numbers)
        message: dict[str, Any] = {"id": number, "method": method, "params": parameters}
        if self._session:
            message["sessionId"] = self._session
        os.write(self.to_browser, json.dumps(message).encode() + b"\0")
        answer = self._receive(lambda message: message.get("id") == number)
        if "error" in answer:
            raise RuntimeError(answer["error"])
        result: dict[str, Any] = answer["result"]
        return result

    def _receive(self, wanted: Any) -> dict[str, Any]:  # noqa: ANN401 - a predicate
        while True:
            while b"\0" not in self._rest:
                chunk = os.read(self.from_browser, 1 << 16)
                if not chunk:
                    message = "the browser has gone"
                    raise RuntimeError(message)
                self._rest += chunk
            first, _, self._rest = self._rest.partition(b"\0")
            received: dict[str, Any] = json.loads(first)
            if received.get("method") == "Log.entryAdded":
                self.console.append(received["params"]["entry"]["text"])
            if wanted(received):
                return received


def _high_pipe() -> tuple[int, int]:
    """Return the two ends of a pipe, both above the numbers that the shell gives away."""
    low = os.pipe()
    high = [fcntl(end, F_DUPFD_CLOEXEC, 10) for end in low]
    for end in low:
        os.close(end)
    return high[0], high[1]
