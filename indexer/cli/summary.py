"""The report of a batch into its summary and the exit code of the command."""

from __future__ import annotations

import os
from collections import defaultdict
from typing import TYPE_CHECKING

from indexer.build.report import plain_report
from indexer.cli.speech import message_language
from indexer.errors import ExitCode, Problem

if TYPE_CHECKING:
    from indexer.build.report import Report, Seen
    from indexer.cli.output import Output

_FILES_SHOWN = 10

_SECRET = Problem(
    "BÍ MẬT NHÀ NƯỚC: các tệp sau mang dấu độ mật nên không được nhận; không nội dung, tên hay "
    "đường dẫn nào được lưu. Không được để chúng trên máy nối mạng: báo ngay người phụ trách bảo "
    "vệ bí mật nhà nước của đơn vị và làm theo chỉ dẫn trước khi sao chép hay xóa. Tìm nơi để tệp: "
    "kyyeu locate MÃ [THƯ MỤC]. Nếu tài liệu đã giải mật, hãy đưa vào bản không còn dấu.",
    "STATE SECRETS: these files bear a stamp of secrecy and were not taken in; no content, name or "
    "path was kept. They must not lie on a networked machine: tell the person in charge of state "
    "secrets in your unit at once, and copy or delete nothing before they say so. To see where a "
    "file lies: kyyeu locate HASH [DIRECTORY]. If it was declassified, add a copy without the "
    "stamp.",
)


def conclude(report: Report, output: Output, *, kept: bool = False) -> ExitCode:
    """Write the summary of ``report``; return 1 when it names failures, else 0.

    What is ``kept``, as the log of a service is, names no file: its name may be a secret.
    """
    output.record(plain_report(report) if kept else report)
    moved = f", {report.moved} moved" if report.moved else ""
    output.line(f"files    {report.seen} seen, {report.new} new{moved}, {report.vanished} vanished")
    if report.read:
        counts = ", ".join(f"{count} {reading}" for reading, count in sorted(report.read.items()))
        output.line(f"read     {counts}")
    if report.waiting:
        counts = ", ".join(
            f"{count} {reading}" for reading, count in sorted(report.waiting.items())
        )
        output.line(f"as ever  {counts}")
    if report.recognised:
        output.line(f"ocr      {report.recognised} pages looked at")
    output.line(
        f"works    {report.works_added} new; {report.works_indexed} indexed, "
        f"{report.works_kept} unchanged, {report.works_removed} taken out"
    )
    if report.generation is None:
        output.line("index    nothing changed")
    else:
        size = f"{report.index_bytes / 1e6:.1f} MB"
        output.line(f"index    generation {report.generation}, {report.passages} passages, {size}")
    for number in report.set_aside:
        output.line(f"DAMAGED  generation {number} serves no more; see kyyeu verify")
    if report.gate is not None:
        output.line(f"gate     {_said(report.gate)}")
    output.line("time     " + ", ".join(f"{k} {v:.1f} s" for k, v in report.seconds.items()))
    if report.problems:
        _name_problems(report, output, kept=kept)
    if report.refused:
        _name_refused(report, output)
    named = report.problems or report.refused or report.set_aside
    return ExitCode.DONE_WITH_FAILURES if named else ExitCode.DONE


def _said(gate: Seen) -> str:
    """Return what the gate saw, and whether somebody let it through."""
    through = "; let through by --yes" if gate.let_through else ""
    return (
        f"{gate.missing} of {gate.former_works} works missing, "
        f"{gate.emptied} of {gate.had_text} emptied, "
        f"{gate.canaries_failing} of {gate.canaries} canaries failing{through}"
    )


def _name_refused(report: Report, output: Output) -> None:
    """Say what to do with the files that bear a stamp of secrecy; names and paths are not told."""
    output.line()
    output.line(_SECRET.message(message_language(os.environ)))
    for refused in report.refused:
        output.line(f"  {refused.sha256[:16]}  {refused.source}")


def _name_problems(report: Report, output: Output, *, kept: bool) -> None:
    """List what to look at, the same problem of several files once."""
    files: defaultdict[str, list[str]] = defaultdict(list)
    for problem in report.problems:
        files[problem.problem.partition(":")[0] if kept else problem.problem].append(problem.path)
    output.line()
    output.line(f"to look at ({len(report.problems)}):")
    if kept:
        for reason, paths in sorted(files.items()):
            output.line(f"  {reason} ({len(paths)}): kyyeu files --reading STATUS")
        return
    for reason, paths in sorted(files.items()):
        output.line(f"  {reason} ({len(paths)})" if len(paths) > 1 else f"  {reason}")
        for path in sorted(paths)[:_FILES_SHOWN]:
            output.line(f"    {path}")
        if len(paths) > _FILES_SHOWN:
            output.line("    … all of them: kyyeu files --reading STATUS")
