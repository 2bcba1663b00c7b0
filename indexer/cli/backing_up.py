"""``backup`` and ``restore``: a library in use into a copy, and the copy into a library."""

from __future__ import annotations

import logging
from pathlib import Path
from typing import TYPE_CHECKING

import click

from indexer.build.backup.restoring import Restorer
from indexer.build.backup.taking import BackupTaker
from indexer.build.lock import Lane, writing
from indexer.cli.invocation import Invocation, command_options
from indexer.cli.speech import spoken
from indexer.errors import ExitCode, Problem
from indexer.logs import event

if TYPE_CHECKING:
    from collections.abc import Sequence

_DIRECTORY = click.Path(path_type=Path)
_SHOWN = 10

_LOST = Problem(
    "Các tệp sau có trong mục lục nhưng bản gốc đã mất hoặc hỏng, nên không chép được. Hãy thêm "
    "lại bằng kyyeu add nếu còn bản khác:",
    "These files are in the catalogue, but their originals are missing or damaged and were not "
    "copied. Add them again with kyyeu add if there is another copy:",
)
_NEXT = Problem(
    "Bây giờ chạy: kyyeu build. Những gì đã xóa hẳn hoặc bị từ chối sau thời điểm sao lưu nay có "
    "thể đã trở lại: hãy xóa hoặc từ chối lại.",
    "Now run: kyyeu build. What was purged or refused after the backup was taken may be back: "
    "purge or refuse it again.",
)


@click.command()
@click.argument("directory", type=_DIRECTORY)
@click.option("--verify", is_flag=True, help="Read all that the backup holds, and mend it.")
@click.option("--yes", is_flag=True, help="Let it drop many files that the catalogue dropped.")
@command_options
def backup(invocation: Invocation, directory: Path, *, verify: bool, yes: bool) -> None:
    """Copy the catalogue and what is new of originals and texts to DIRECTORY, while in use."""
    taker = BackupTaker(invocation.settings, directory, invocation.progress())
    taken = taker.take(verify=verify, forget=yes)
    event(
        logging.INFO,
        "backup-taken",
        works=taken.works,
        files=taken.files,
        copied=taken.copied,
        bytes=taken.bytes,
        removed=taken.removed,
        mended=taken.mended,
        lost=len(taken.lost),
    )
    output = invocation.output
    output.record(taken)
    output.line(f"works    {taken.works}")
    output.line(f"files    {taken.files}; {taken.removed} no longer kept")
    output.line(f"copied   {taken.copied} originals and texts, {_mib(taken.bytes)}")
    if verify:
        output.line(f"mended   {taken.mended}")
    _conclude(invocation, taken.lost)


@click.command()
@click.argument("directory", type=_DIRECTORY)
@click.option("--yes", is_flag=True, help="Replace the catalogue that is there; it is kept beside.")
@command_options
def restore(invocation: Invocation, directory: Path, *, yes: bool) -> None:
    """Bring the library back that the backup in DIRECTORY holds."""
    corpus = invocation.settings.corpus
    with writing(corpus, "restore"), writing(corpus, "restore", Lane.ADDING):
        restored = Restorer(invocation.settings, directory, invocation.progress()).restore(
            replace=yes
        )
    event(
        logging.WARNING,
        "backup-restored",
        works=restored.works,
        files=restored.files,
        copied=restored.copied,
        barred=restored.barred,
        lost=len(restored.lost),
    )
    output = invocation.output
    output.record(restored)
    output.line(f"state    of {restored.taken.astimezone():%Y-%m-%d %H:%M}")
    output.line(f"works    {restored.works}")
    output.line(f"files    {restored.files}; {restored.barred} left out: refused or erased here")
    output.line(f"copied   {restored.copied} originals and texts, {_mib(restored.bytes)}")
    if restored.kept:
        output.line(f"former   {restored.kept}")
    output.line()
    output.line(spoken(_NEXT))
    _conclude(invocation, restored.lost)


def _conclude(invocation: Invocation, lost: Sequence[str]) -> None:
    """Name by their hashes what could not be copied, and end with the exit code for that."""
    output = invocation.output
    if lost:
        output.line()
        output.line(spoken(_LOST))
        for sha256 in lost[:_SHOWN]:
            output.line(f"  {sha256[:16]}")
        if len(lost) > _SHOWN:
            output.line(f"  … {len(lost)}")
    code = ExitCode.DONE_WITH_FAILURES if lost else ExitCode.DONE
    click.get_current_context().exit(code)


def _mib(size: int) -> str:
    return f"{size / (1 << 20):.1f} MiB"
