"""A file of a work into what was read of it and the link to have it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from search_app.formats import write_language, write_number, write_size
from search_app.links import file_url
from search_app.present.units import unit_of

if TYPE_CHECKING:
    from collections.abc import Mapping

    from indexer.records.files import File
    from indexer.records.works import WorkFile
    from search_app.translate import Wording


@dataclass(frozen=True, slots=True)
class ShownFile:
    """A file in the list of a work's files."""

    anchor: str
    name: str
    url: str
    about: tuple[str, ...]
    """Role, language, version, kind, size, pages: what is known, in this order."""
    reading: str
    """What was read of it, in a sentence."""
    whole: bool
    """Whether all of it was read."""


def present_files(
    parts: tuple[WorkFile, ...], files: Mapping[str, File], wording: Wording
) -> tuple[ShownFile, ...]:
    """Return the files of a work that the reader may have."""
    return tuple(_file(part, files[part.sha256], wording) for part in parts if part.sha256 in files)


def page_range(part: WorkFile, wording: Wording) -> str:
    """Return which pages of its file belong to the work; nothing when all do."""
    if part.last_page is None:
        if part.first_page == 1:
            return ""
        return wording.gettext("from page %(first)s of the file") % {"first": part.first_page}
    values = {"first": part.first_page, "last": part.last_page}
    return wording.gettext("pages %(first)s–%(last)s of the file") % values


def _file(part: WorkFile, file: File, wording: Wording) -> ShownFile:
    unit = unit_of(file.kind)
    pages = wording.npgettext("unit", f"%(num)s {unit}", f"%(num)s {unit}s", file.pages)
    about = (
        wording.pgettext("role", part.role),
        write_language(part.language, wording) if part.language else "",
        part.version,
        file.kind.upper(),
        write_size(file.size, wording),
        pages % {"num": write_number(file.pages, wording)} if file.pages else "",
        page_range(part, wording),
    )
    return ShownFile(
        anchor=f"file-{file.sha256[:12]}",
        name=file.name,
        url=file_url(file),
        about=tuple(text for text in about if text),
        reading=wording.pgettext("reading", file.reading),
        whole=file.reading == "read",
    )
