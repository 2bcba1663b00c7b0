"""What was measured into a table for people."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from tests.bench.reading.__main__ import Bench
    from tests.bench.reading.losses import Losses
    from tests.bench.reading.pooled import Pooled
    from tests.bench.reading.silence import Silence
    from tests.bench.reading.speed import Speed
    from tests.bench.reading.volume import Volume


def as_table(bench: Bench) -> str:
    """Return a row for each figure, and the files by name where a figure should be none."""
    lines = [", ".join(bench.directories), *_pooled(bench.pooled), *_losses(bench.losses)]
    if bench.silence:
        lines += _silence(bench.silence)
    if bench.speed:
        lines += _speed(bench.speed)
    if bench.volume:
        lines += _volume(bench.volume)
    return "\n".join(lines)


def _pooled(pooled: Pooled) -> Iterator[str]:
    cpu, memory = pooled.most_cpu_seconds, pooled.most_mebibytes
    yield _row("files, statuses each", f"{pooled.files}, {pooled.answers_each}")
    yield _row("statuses", _counts(pooled.readings))
    yield _row("kinds", _counts(pooled.kinds))
    yield _row("most CPU seconds of one", f"{cpu.amount} ({cpu.file})")
    yield _row("most MiB of one", f"{memory.amount} ({memory.file})")
    yield from _named("a reader raised", pooled.failed)
    yield from _named("too large", pooled.too_large)
    yield _row("pages, characters", f"{pooled.pages}, {pooled.characters}")
    yield _row(
        "pool",
        f"{pooled.workers} workers, {pooled.wall_seconds} s, {pooled.cpu_seconds} CPU s:"
        f" {pooled.cores_used} cores; load {pooled.load}",
    )


def _losses(losses: Losses) -> Iterator[str]:
    yield _row(
        "Word: characters found",
        f"{losses.found_share:.3%} of {losses.held} in {losses.files} files"
        f" ({losses.decoded} decoded)",
    )
    yield from _named("Word: over 5 % lost", losses.over_5_percent)


def _silence(silence: Silence) -> Iterator[str]:
    yield _row("PDFs, other readers", f"{silence.pdfs}; {', '.join(silence.peers)}")
    yield from _named("silent files", silence.silent_files)
    yield from _named("refused, others find text", silence.refused_files)
    yield from _named("silent pages", silence.silent_pages)
    yield _row("pages left to OCR", f"{silence.left_pages} on which others find text")


def _speed(speed: Speed) -> Iterator[str]:
    yield _row(
        "pages per CPU second",
        f"{speed.ours_pages}, bare pypdfium2 {speed.pypdfium2_pages}: {speed.share:.1%}"
        f" {speed.shares}; {speed.files} files, {speed.pages} pages; load {speed.load}",
    )


def _volume(volume: Volume) -> Iterator[str]:
    found = "found" if volume.last_page_found else "NOT FOUND"
    yield _row(f"volume of {volume.pages} pages", f"last page {found}, {volume.cpu_seconds} CPU s")


def _named(title: str, names: Sequence[str]) -> Iterator[str]:
    yield _row(title, str(len(names)))
    yield from (f"    {name}" for name in names)


def _counts(counts: dict[str, int]) -> str:
    return ", ".join(f"{name or '?'} {count}" for name, count in counts.items())


def _row(title: str, text: str) -> str:
    return f"{title:26} {text}"
