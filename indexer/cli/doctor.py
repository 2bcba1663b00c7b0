"""``doctor``: what is installed and what is missing, and what that costs."""

from __future__ import annotations

import os
import platform
from collections import Counter
from importlib.metadata import PackageNotFoundError, version
from typing import TYPE_CHECKING

import click

from indexer.cli.cataloguing import open_catalogue
from indexer.cli.finding import Finding
from indexer.cli.invocation import Invocation, command_options
from indexer.cli.surroundings import surroundings
from indexer.errors import ExitCode, Failure
from indexer.errors.running import SegmentationUnavailable
from indexer.extract.barrier import Barrier, barrier_here
from indexer.extract.ocr import (
    OCR_VERSION,
    PACKAGES,
    TESSERACT,
    find_tesseract,
    tesseract_version,
)
from indexer.extract.programs import LIBREOFFICE, OLD_KINDS, packages_for, programs_for
from indexer.language.segmentation import Segmenter
from indexer.records.files import Reading
from indexer.records.serial import to_plain

if TYPE_CHECKING:
    from collections.abc import Iterator

_PACKAGES = (
    "whoosh",
    "pypdfium2",
    "pikepdf",
    "pdfminer.six",
    "python-docx",
    "openpyxl",
    "underthesea",
    "sqlalchemy",
    "flask",
    "prometheus-client",
)


@click.command()
@command_options
def doctor(invocation: Invocation) -> None:
    """Look at the installation and say what is missing and what that costs."""
    findings = [
        *_packages(),
        _segmentation(),
        _ocr(invocation),
        *_old_formats(invocation),
        _network(),
        *surroundings(invocation.settings, os.environ),
    ]
    rows = [("", "what", "found", "cost")]
    for finding in findings:
        invocation.output.record(to_plain(finding))
        mark = "ok" if finding.good else "--"
        rows.append((mark, finding.name, finding.found, finding.cost))
    invocation.output.table(rows)
    good = all(finding.good for finding in findings)
    click.get_current_context().exit(ExitCode.DONE if good else ExitCode.ENVIRONMENT)


def _packages() -> Iterator[Finding]:
    yield Finding("python", platform.python_version(), good=True)
    for package in _PACKAGES:
        try:
            yield Finding(package, version(package), good=True)
        except PackageNotFoundError:
            yield Finding(package, "missing", good=False, cost="run: make setup")


def _segmentation() -> Finding:
    try:
        Segmenter.load()
    except SegmentationUnavailable as failure:
        return Finding("word segmentation", "not usable", good=False, cost=failure.message("en"))
    return Finding("word segmentation", "underthesea's model, as it should be", good=True)


def _ocr(invocation: Invocation) -> Finding:
    """Return what recognises text, and how many files have pages that wait for it."""
    waiting = _left_to_recognition(invocation)
    tesseract = find_tesseract()
    if tesseract is None:
        cost = f"waiting: {waiting}; install the Debian packages {' '.join(PACKAGES)}, then: update"
        return Finding("text recognition", "no program", good=not waiting, cost=cost)
    found = f"{TESSERACT} {tesseract_version(tesseract)} ({', '.join(sorted(tesseract.languages))})"
    cost = f"waiting: {waiting}; the next update reads them" if waiting else ""
    return Finding("text recognition", found, good=not waiting, cost=cost)


def _left_to_recognition(invocation: Invocation) -> int:
    try:
        with open_catalogue(invocation) as catalogue, catalogue.read() as view:
            return len(view.files.left_to_recognition(OCR_VERSION))
    except Failure:
        return 0


def _old_formats(invocation: Invocation) -> Iterator[Finding]:
    """Yield for each old kind which programs read it, and how many files wait for one."""
    waiting = _waiting(invocation)
    for kind in sorted(OLD_KINDS):
        programs = [program.name for program in programs_for(kind)]
        count = waiting[kind]
        better, *other = packages_for(kind)
        if LIBREOFFICE in programs:
            cost = f"waiting: {count}; the next update reads them" if count else ""
        elif programs:
            cost = f"waiting: {count}; install the Debian package {better}" if count else ""
        else:
            packages = " or ".join([better, *other])
            cost = f"waiting: {count}; install the Debian package {packages}, then run: update"
        found = ", ".join(programs) or "no program"
        yield Finding(f"{kind} files", found, good=not count, cost=cost)


def _network() -> Finding:
    """Return what keeps the reading processes from the network."""
    barrier = barrier_here()
    good = barrier is not Barrier.GUARD
    cost = "" if good else "programs that readers start are not kept off: allow user namespaces"
    return Finding("network of readers", f"shut off by a {barrier}", good=good, cost=cost)


def _waiting(invocation: Invocation) -> Counter[str]:
    try:
        with open_catalogue(invocation) as catalogue, catalogue.read() as view:
            return Counter(file.kind for file in view.files.by_reading(Reading.AWAITING_TOOL))
    except Failure:
        return Counter()  # no catalogue yet, or one that other commands complain of
