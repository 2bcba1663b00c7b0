"""An old Office file into its pages, by way of a program that is installed for such files.

LibreOffice turns the file into one of today's formats, which keeps fonts, tables and notes; catdoc
gives the bare text.
"""

from __future__ import annotations

import os
import tempfile
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from indexer.extract.command import Command, output_of
from indexer.extract.containers import open_container
from indexer.extract.content import Content
from indexer.extract.docx import read_docx
from indexer.extract.flow import Block, one_page, paginate
from indexer.extract.plain import text_blocks
from indexer.extract.pptx import read_pptx
from indexer.extract.programs import (
    CATDOC,
    DIRECTORIES,
    LIBREOFFICE,
    Program,
    packages_for,
    programs_for,
)
from indexer.extract.regular import NotRead
from indexer.extract.sheets import SheetPages
from indexer.extract.xlsx import read_xlsx
from indexer.records.files import Page, Reading, Unit

if TYPE_CHECKING:
    from collections.abc import Callable

    from indexer.extract.budget import Budget

_TODAY = {"doc": "docx", "xls": "xlsx", "xlsb": "xlsx", "ppt": "pptx"}
_READERS: dict[str, Callable[[bytes, Budget], Content]] = {
    "docx": read_docx,
    "xlsx": read_xlsx,
    "pptx": read_pptx,
}
_OPTIONS = {
    "doc": ("-w", "-s", "cp1252", "-d", "utf-8"),
    "xls": ("-s", "cp1252", "-d", "utf-8", "-c", "\t", "-q", "0", "-b", "\f"),
    "ppt": ("-s", "cp1252", "-d", "utf-8", "-b", "\f"),
}
"""Letters of one byte are those of Western Europe; left to itself catdoc takes them for Russian."""
_FOR_OFFICE = 0.7
"""Of the time that is left goes to LibreOffice; the rest is for reading what it made."""
_PROFILE = """<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry">
<item oor:path="/org.openoffice.Office.Common/Security/Scripting">
<prop oor:name="DisableMacrosExecution" oor:op="fuse"><value>true</value></prop>
<prop oor:name="BlockUntrustedRefererLinks" oor:op="fuse"><value>true</value></prop>
</item>
</oor:items>
"""
"""No macros are run, nothing that the file links to is loaded."""


def read_legacy(kind: str, data: bytes, budget: Budget, directories: str = DIRECTORIES) -> Content:
    """Return the pages of an old Office file, as the best program that can open it reads them.

    Raises :class:`NotRead`, with ``awaiting-tool`` while nothing is installed that reads it.
    """
    refusals: list[NotRead] = []
    for program in programs_for(kind, directories):
        try:
            content = _WAYS[program.name](program, data, kind, budget)
        except NotRead as refusal:
            refusals.append(refusal)
        else:
            reasons = (refusal.reason for refusal in refusals)
            return replace(content, warnings=(*reasons, *content.warnings))
    if refusals:
        raise refusals[0]
    packages = " or ".join(packages_for(kind))
    reason = f"{kind} files need another program: install the Debian package {packages}"
    raise NotRead(Reading.AWAITING_TOOL, reason, kind)


def _by_libreoffice(program: Program, data: bytes, kind: str, budget: Budget) -> Content:
    today = _TODAY[kind]
    if kind == "xlsb":
        open_container(data, kind).close()
    with tempfile.TemporaryDirectory(prefix="kyyeu-", ignore_cleanup_errors=True) as name:
        directory = Path(name)
        profile = directory / "profile"
        (profile / "user").mkdir(parents=True)
        (profile / "user" / "registrymodifications.xcu").write_text(_PROFILE, encoding="utf-8")
        original = directory / f"file.{kind}"
        original.write_bytes(data)
        arguments = (
            *(program.path, "--headless", "--norestore", "--nolockcheck", "--nodefault"),
            f"-env:UserInstallation={profile.as_uri()}",
            *("--convert-to", today, "--outdir", name, str(original)),
        )
        output_of(Command(program.name, arguments, name, _FOR_OFFICE), kind, budget)
        made = directory / f"file.{today}"
        if not made.exists():
            raise NotRead(Reading.DAMAGED, f"{program.name} could not open it", kind)
        content = _READERS[today](made.read_bytes(), budget)
    pages = tuple(replace(page, reader=f"{program.name}+{page.reader}") for page in content.pages)
    return replace(content, pages=pages)


def _by_catdoc(program: Program, data: bytes, kind: str, budget: Budget) -> Content:
    with os.fdopen(os.memfd_create("kyyeu-old"), "wb") as given:
        given.write(data)
        given.flush()
        arguments = (program.path, *_OPTIONS[kind], f"/proc/self/fd/{given.fileno()}")
        command = Command(program.name, arguments, kept=(given.fileno(),))
        text = output_of(command, kind, budget).decode("utf-8", "replace")
    pages = _PAGES[kind](text.rstrip("\f"))
    if not any(page.text for page in pages):
        # It knows not every file; that there is nothing in this one is for LibreOffice to say.
        better = packages_for(kind)[0]
        reason = f"{program.name} found no text in it: install the Debian package {better}"
        raise NotRead(Reading.AWAITING_TOOL, reason, kind)
    return Content(pages, warnings=(f"read by {program.name}: fonts, tables and notes are lost",))


def _text_pages(text: str) -> tuple[Page, ...]:
    return paginate(text_blocks(text), CATDOC)


def _slide_pages(text: str) -> tuple[Page, ...]:
    return tuple(
        one_page(map(Block, slide.split("\n")), number, str(number), Unit.SLIDE, CATDOC)
        for number, slide in enumerate(text.split("\f"), 1)
    )


def _sheet_pages(text: str) -> tuple[Page, ...]:
    pages = SheetPages(CATDOC)
    for number, sheet in enumerate(text.split("\f"), 1):
        for line in sheet.split("\n"):
            pages.add(str(number), line.strip())
        pages.close(str(number))
    return tuple(pages.pages)


_PAGES = {"doc": _text_pages, "xls": _sheet_pages, "ppt": _slide_pages}
_WAYS = {LIBREOFFICE: _by_libreoffice, CATDOC: _by_catdoc}
