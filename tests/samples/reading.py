"""Content files turned into texts of blocks.

A file opens with `name: value` fields up to a line `---`; blocks are parted by blank lines.
`#` to `###` are headings, `-` items, `|` table rows under an optional `^ caption`, `|>` rows of
a table inside the last cell, `[^1]: …` notes, and `@word` names any other block.
"""

import re
from collections.abc import Callable
from pathlib import Path

from tests.samples.blocks import (
    Block,
    Box,
    Bullets,
    Closing,
    Columns,
    Control,
    Head,
    Heading,
    Inserted,
    Paragraph,
    Rows,
    Table,
    Text,
)

CONTENT = Path(__file__).parent / "content"
NOTE = re.compile(r"^\[\^(\w+)\]: (.+)$")
HEADING = re.compile(r"^(#{1,3}) (.+)$", re.DOTALL)
QUOTED = re.compile(r'"([^"]*)"')
CAPTION = re.compile(r"^(\^ .+)\n+(?=\|)", re.MULTILINE)


class ContentError(ValueError):
    """A content file says something that no block stands for."""

    def __init__(self, word: str) -> None:
        super().__init__(f"no block is called @{word}")


def read_text(path: Path) -> Text:
    """Read one content file."""
    opening, _, body = path.read_text(encoding="utf-8").partition("\n---\n")
    fields = dict(_field(line) for line in opening.splitlines() if line.strip())
    body = QUOTED.sub("“\\1”", CAPTION.sub(r"\1\n", body))
    chunks = [chunk.strip() for chunk in re.split(r"\n\s*\n", body) if chunk.strip()]
    notes = {match[1]: match[2] for chunk in chunks for match in _notes(chunk)}
    blocks = tuple(_block(chunk) for chunk in chunks if not NOTE.match(chunk))
    return Text(fields, blocks, notes)


def read_texts() -> list[Text]:
    """Read every content file that names the sample it becomes, in order of path."""
    texts = [read_text(path) for path in sorted(CONTENT.rglob("*.md"))]
    return [text for text in texts if text.field("file")]


def _field(line: str) -> tuple[str, str]:
    name, _, value = line.partition(":")
    return name.strip(), value.strip()


def _notes(chunk: str) -> list[re.Match[str]]:
    return [match for line in chunk.splitlines() if (match := NOTE.match(line))]


def _block(chunk: str) -> Block:
    if chunk.startswith("@"):
        word, _, rest = chunk[1:].partition("\n")
        return _named(word.strip(), rest.strip())
    if match := HEADING.match(chunk):
        return Heading(len(match[1]), _joined(match[2]))
    if chunk.startswith(("|", "^")):
        return _table(chunk)
    if chunk.startswith("- "):
        return Bullets(tuple(line[2:].strip() for line in chunk.splitlines()))
    return Paragraph(_joined(chunk))


def _named(word: str, rest: str) -> Block:
    if word in {"center", "right", "lead"}:
        return Paragraph(rest, word)
    if word in {"abstract", "small"}:
        return Paragraph(_joined(rest), word)
    if word not in _NAMED:
        raise ContentError(word)
    return _NAMED[word](rest)


def _table(chunk: str) -> Table:
    lines = chunk.splitlines()
    caption = lines.pop(0)[1:].strip() if lines[0].startswith("^") else ""
    outer = [line for line in lines if not line.startswith("|>")]
    inner = [line[2:] for line in lines if line.startswith("|>")]
    return Table(caption, _rows(outer), _rows(inner))


def _rows(lines: list[str]) -> Rows:
    return tuple(
        tuple(cell.strip() for cell in line.strip().strip("|").split("|")) for line in lines
    )


def _joined(text: str) -> str:
    return " ".join(text.split())


def _head(rest: str) -> Head:
    above, unit, number, place_date = (line.strip() for line in rest.splitlines())
    return Head(above.replace(" / ", "\n"), unit, number, place_date)


def _columns(rest: str) -> Columns:
    left, _, right = rest.partition("\n||\n")
    return Columns(_joined(left), _joined(right))


def _closing(rest: str) -> Closing:
    left, _, right = rest.partition("--\n")
    return Closing(tuple(left.strip().splitlines()), tuple(right.strip().splitlines()))


def _inserted(rest: str) -> Inserted:
    author, _, text = rest.partition("\n")
    return Inserted(_joined(text), author.strip())


def _control(rest: str) -> Control:
    label, _, text = rest.partition("\n")
    return Control(label.strip(), _joined(text))


_NAMED: dict[str, Callable[[str], Block]] = {
    "head": _head,
    "columns": _columns,
    "sign": _closing,
    "box": lambda rest: Box(_joined(rest)),
    "inserted": _inserted,
    "control": _control,
}
