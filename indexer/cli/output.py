"""Records into lines for people or JSON for programs, on standard output."""

from __future__ import annotations

import json
import sys
from dataclasses import dataclass
from typing import TYPE_CHECKING

import click

from indexer.records.serial import to_plain

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence


@dataclass(frozen=True, slots=True)
class Output:
    """Where a command writes; exactly one of text and JSON appears."""

    as_json: bool

    @property
    def is_terminal(self) -> bool:
        """Whether somebody is watching."""
        return sys.stderr.isatty()

    def record(self, plain: object) -> None:
        """Write one JSON line, if JSON was asked for."""
        if self.as_json:
            click.echo(json.dumps(to_plain(plain), ensure_ascii=False))

    def line(self, text: str = "") -> None:
        """Write one line for people, if they are asked for."""
        if not self.as_json:
            click.echo(text)

    def table(self, rows: Iterable[Sequence[object]]) -> None:
        """Write rows in columns as wide as their widest cell, the last one ragged."""
        if self.as_json:
            return
        cells = [[_flat(str(cell)) for cell in row] for row in rows]
        widths = [max(map(len, column)) for column in zip(*cells, strict=True)]
        for row in cells:
            padded = (cell.ljust(width) for cell, width in zip(row, widths, strict=True))
            click.echo("  ".join(padded).rstrip())


def _flat(cell: str) -> str:
    """Return ``cell`` on one line, without what a terminal would take for commands."""
    return "".join(one if one.isprintable() else " " for one in cell)
