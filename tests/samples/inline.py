"""The marks inside a paragraph turned into runs: **bold**, *italic* and [^n] notes."""

import re
from dataclasses import dataclass
from xml.sax.saxutils import escape

MARKS = re.compile(r"\*\*(?P<bold>.+?)\*\*|\*(?P<italic>.+?)\*|\[\^(?P<note>\w+)\]", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Run:
    """A stretch of text of one kind: plain, bold, italic or note (then the note's number)."""

    kind: str
    text: str


def runs(text: str) -> list[Run]:
    """Cut a paragraph into runs."""
    found: list[Run] = []
    end = 0
    for match in MARKS.finditer(text):
        if match.start() > end:
            found.append(Run("plain", text[end : match.start()]))
        kind = str(match.lastgroup)
        found.append(Run(kind, match[kind]))
        end = match.end()
    if end < len(text):
        found.append(Run("plain", text[end:]))
    return found


def plain(text: str) -> str:
    """Return the text without its marks and note numbers."""
    return "".join(run.text for run in runs(text) if run.kind != "note")


def reportlab_markup(text: str) -> str:
    """Return the text with the tags that ReportLab's paragraphs understand."""
    tags = {"plain": "{}", "bold": "<b>{}</b>", "italic": "<i>{}</i>", "note": "<super>{}</super>"}
    joined = "".join(tags[run.kind].format(escape(run.text)) for run in runs(text))
    return joined.replace("\n", "<br/>")
