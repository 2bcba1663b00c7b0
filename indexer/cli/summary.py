"""The report of a batch into its summary and the exit code of the command."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from indexer.errors import ExitCode

if TYPE_CHECKING:
    from indexer.build.report import Report
    from indexer.cli.output import Output

_FILES_SHOWN = 10


def conclude(report: Report, output: Output) -> ExitCode:
    """Write the summary of ``report``; return 1 when it names failures, else 0."""
    output.record(report)
    output.line(f"files    {report.seen} seen, {report.new} new, {report.vanished} vanished")
    if report.read:
        counts = ", ".join(f"{count} {reading}" for reading, count in sorted(report.read.items()))
        output.line(f"read     {counts}")
    output.line(
        f"works    {report.works_added} new; {report.works_indexed} indexed, "
        f"{report.works_kept} unchanged, {report.works_removed} taken out"
    )
    if report.generation is None:
        output.line("index    nothing changed")
    else:
        output.line(f"index    generation {report.generation}, {report.passages} passages")
    output.line("time     " + ", ".join(f"{k} {v:.1f} s" for k, v in report.seconds.items()))
    if not report.problems:
        return ExitCode.DONE
    _name_problems(report, output)
    return ExitCode.DONE_WITH_FAILURES


def _name_problems(report: Report, output: Output) -> None:
    """List what to look at, the same problem of several files once."""
    files: defaultdict[str, list[str]] = defaultdict(list)
    for problem in report.problems:
        files[problem.problem].append(problem.path)
    output.line()
    output.line(f"to look at ({len(report.problems)}):")
    for reason, paths in sorted(files.items()):
        output.line(f"  {reason} ({len(paths)})" if len(paths) > 1 else f"  {reason}")
        for path in sorted(paths)[:_FILES_SHOWN]:
            output.line(f"    {path}")
        if len(paths) > _FILES_SHOWN:
            output.line("    … all of them: kyyeu files --reading STATUS")
