"""What came with a letter into further pages of the letter, read as the files that they are.

A letter is kept as a whole, so it is as secret as anything in it: where nobody could see the first
pages of an attachment, the letter is as little read as that file would be by itself.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from indexer.extract.archive import ARCHIVE, members_of
from indexer.extract.content import Content, Enclosed, Figure
from indexer.extract.figures import LEAST_PIXELS
from indexer.extract.images import IMAGE_KINDS, open_image
from indexer.extract.kind import kind_of
from indexer.extract.regular import NotRead
from indexer.extract.secrecy import is_stamped, is_stamped_name
from indexer.records.files import Gaps, Page, Reading, Unit

if TYPE_CHECKING:
    from indexer.extract.budget import Budget

LETTERS = frozenset({"eml", "msg", "mht"})
"""Kinds of files with which others come."""
MOST = 50
"""Attachments of one letter, with those in archives and letters among them."""
DEPTH = 2
"""Archives and letters that are attached to each other."""

_PASTED = frozenset({"gif", "bmp"})
"""Pictures that are no files of their own for any reader."""
_TEXTS = frozenset({"txt", "md", "html"})
_ENCRYPTED = "ole-encrypted"
_PGP = b"-----BEGIN PGP MESSAGE-----"
_SEALED = frozenset({"7z", "rar", "gz", "bz2", "xz", "tnef", "djvu", "ps"})
"""Kinds of files that hold documents, or are some, and that no reader opens."""
_UNSEEN = frozenset(
    {
        Reading.AWAITING_TOOL,
        Reading.ENCRYPTED,
        Reading.TOO_LARGE,
        Reading.TOO_SLOW,
    }
)
"""Why nobody has seen the first pages of a file that others could open."""
_LONGEST = 80
"""Characters of a name within the label of a page."""

Readers = Mapping[str, Callable[[bytes, "Budget"], Content]]
"""What reads files, by their kinds."""


def with_enclosed(content: Content, readers: Readers, budget: Budget) -> Content:
    """Return ``content``, of a letter, with the pages of all that came with it.

    Raises :class:`NotRead` where nobody could see the first pages of an attachment, with
    ``refused-secret`` where a name bears a stamp, or what was seen beside it.
    """
    if not content.enclosed:
        return content
    opened = _Opened(readers, budget)
    opened.open_all(content.enclosed, _Place())
    joined = opened.joined(content)
    if opened.is_secret or (opened.unseen and is_stamped(joined.pages)):
        raise NotRead(Reading.REFUSED_SECRET, "")
    if opened.unseen:
        raise opened.unseen
    return joined


@dataclass(frozen=True, slots=True)
class _Place:
    """Where an attachment is among the others."""

    number: str = ""
    """As "2.1": the first in the second one."""
    name: str = ""
    depth: int = 0

    def within(self, number: int, name: str) -> _Place:
        """Return the place of what is in this one."""
        return _Place(
            f"{self.number}.{number}" if self.number else str(number),
            f"{self.name}/{name}" if self.name else name,
            self.depth + 1,
        )


@dataclass(frozen=True, slots=True)
class _Part:
    """An attachment that was read."""

    place: _Place
    content: Content

    @property
    def warnings(self) -> tuple[str, ...]:
        """What is to be said of it: it goes by its number, since names may be secrets."""
        return tuple(_told(self.place, warning) for warning in self.content.warnings)

    @property
    def gap_warnings(self) -> tuple[str, ...]:
        """Those on pages that are left to text recognition."""
        gaps = self.content.gaps
        return tuple(_told(self.place, warning) for warning in gaps.warnings) if gaps else ()

    @property
    def otherwise_partly(self) -> bool:
        """Whether something would be missing if all that is left to recognition was read."""
        gaps = self.content.gaps
        return gaps.otherwise is Reading.READ_PARTLY if gaps else self.is_partly

    @property
    def is_partly(self) -> bool:
        """Whether something is missing."""
        content = self.content
        only_pictures = content.gaps is not None and not any(page.text for page in content.pages)
        return content.partly or content.unreadable or only_pictures

    def label(self, page: Page) -> str:
        """Return what a page is called."""
        name = self.place.name or self.content.properties.get("title") or self.place.number
        short = name if len(name) <= _LONGEST else f"…{name[1 - _LONGEST :]}"
        return f"{short}: {page.label}"


class _Opened:
    """The attachments that were opened until now."""

    def __init__(self, readers: Readers, budget: Budget) -> None:
        self._readers = readers
        self._budget = budget
        self._parts: list[_Part] = []
        self._warnings: list[str] = []
        self._partly = False
        self._count = 0
        self.unseen: NotRead | None = None
        """Why nobody has seen the first pages of one of them."""
        self.is_secret = False
        """The name of one of them bears a stamp."""

    def open_all(self, enclosed: Iterable[Enclosed], place: _Place) -> None:
        """Open all that is ``enclosed`` in what is at ``place``."""
        for number, one in enumerate(enclosed, 1):
            within = place.within(number, one.name)
            self.is_secret |= is_stamped_name(one.name.rpartition("/")[2])
            try:
                self._open(one, within)
            except NotRead as refusal:
                told = _told(within, refusal.reason)
                self._warnings.append(told)
                self._partly = True
                if isinstance(refusal, _Sealed) or refusal.reading in _UNSEEN:
                    self.unseen = self.unseen or NotRead(refusal.reading, told)

    def joined(self, content: Content) -> Content:
        """Return ``content`` with the pages of all parts behind its own."""
        pages, figures = list(content.pages), dict(content.figures)
        gaps: list[int] = []
        for part in self._parts:
            index_of = {
                page.index: at for at, page in enumerate(part.content.pages, len(pages) + 1)
            }
            pages += [
                replace(
                    page, index=index_of[page.index], label=part.label(page), part=part.place.number
                )
                for page in part.content.pages
            ]
            figures |= {index_of[at]: some for at, some in part.content.figures.items()}
            gaps += [index_of[at] for at in part.content.gaps.pages] if part.content.gaps else []
        partly = content.partly or self._partly
        otherwise = partly or any(part.otherwise_partly for part in self._parts)
        said = (*self._warnings, *(line for part in self._parts for line in part.warnings))
        encodings = (each for part in self._parts for each in part.content.encodings)
        return replace(
            content,
            pages=tuple(pages),
            figures=figures,
            gaps=_gaps(gaps, self._parts, partly=otherwise) if gaps else None,
            partly=partly or any(part.is_partly for part in self._parts),
            warnings=(*content.warnings, *said),
            encodings=tuple(dict.fromkeys((*content.encodings, *encodings))),
            enclosed=(),
        )

    def _open(self, one: Enclosed, place: _Place) -> None:
        """Read an attachment and what is in it. Raises :class:`NotRead`."""
        if one.found is None:
            raise NotRead(Reading.DAMAGED, "cannot be taken out")
        if self._budget.spent:
            raise NotRead(Reading.TOO_SLOW, "not come to, the limit of time is near")
        if isinstance(one.found, Content):
            self._parts.append(_Part(place, one.found))
            return
        kind = kind_of(one.found)
        if self._is_decoration(one.found, kind, inline=one.inline):
            return
        self._count += 1
        if self._count > MOST:
            raise NotRead(Reading.TOO_LARGE, f"more than {MOST} attachments")
        if kind == ARCHIVE:
            _check_depth(place)
            members = (Enclosed(member.name, member.data) for member in members_of(one.found))
            self.open_all(members, place)
        else:
            self._read(one.found, kind, place)

    def _read(self, data: bytes, kind: str, place: _Place) -> None:
        content = self._content(data, kind)
        self._parts.append(_Part(place, _with_whole_pages(content, data, kind)))
        if content.enclosed:
            _check_depth(place)
            self.open_all(content.enclosed, place)

    def _is_decoration(self, data: bytes, kind: str, *, inline: bool) -> bool:
        """Whether it is a picture too small to be a page, or belongs to the looks of the text."""
        if kind in IMAGE_KINDS | _PASTED:
            return _is_small(data)
        document = kind == _ENCRYPTED or kind in self._readers.keys() - _TEXTS
        return inline and not document

    def _content(self, data: bytes, kind: str) -> Content:
        if not data:
            raise NotRead(Reading.NO_TEXT, "nothing of it is in the letter")
        if kind == _ENCRYPTED or data.startswith(_PGP):
            raise NotRead(Reading.ENCRYPTED, "protected by a password")
        if kind in _PASTED:
            return _picture(data)
        if kind in _SEALED:
            raise _Sealed(Reading.UNSUPPORTED, f"files of the kind {kind} are not opened")
        if kind not in self._readers:
            reason = f"files of the kind {kind} are not read" if kind else "unknown kind of file"
            raise NotRead(Reading.UNSUPPORTED, reason)
        return self._readers[kind](data, self._budget)


class _Sealed(NotRead):
    """Others can open an attachment, but no reader here."""


def _told(place: _Place, said: str) -> str:
    return f"attachment {place.number}: {said}"


def _check_depth(place: _Place) -> None:
    if place.depth > DEPTH:
        reason = f"archives and letters in each other are opened {DEPTH} deep"
        raise _Sealed(Reading.UNSUPPORTED, reason)


def _is_small(data: bytes) -> bool:
    try:
        with open_image(data) as image:
            return image.width * image.height < LEAST_PIXELS
    except NotRead:
        return False


def _picture(data: bytes) -> Content:
    """Return the one page of a picture. Raises :class:`NotRead`."""
    open_image(data).close()
    warnings = ("page 1: no text, only pictures or drawings",)
    return Content(
        (Page(1, "1", Unit.PAGE, "", "pillow"),),
        warnings=warnings,
        gaps=Gaps((1,), Reading.READ, warnings),
        figures={1: (Figure(data),)},
    )


def _with_whole_pages(content: Content, data: bytes, kind: str) -> Content:
    """Return ``content`` of an attachment, its gaps to be drawn as pages where they are such."""
    if content.gaps is None or content.figures:
        return content
    return replace(
        content, figures={page: (Figure(data, kind, page),) for page in content.gaps.pages}
    )


def _gaps(pages: Iterable[int], parts: Iterable[_Part], *, partly: bool) -> Gaps:
    return Gaps(
        tuple(pages),
        Reading.READ_PARTLY if partly else Reading.READ,
        tuple(line for part in parts for line in part.gap_warnings),
    )
