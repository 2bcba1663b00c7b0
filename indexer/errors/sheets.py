"""Sheets and judged sets that cannot be taken over."""

from __future__ import annotations

from typing import TYPE_CHECKING

from indexer.errors.failure import ExitCode, Failure, Language, Problem

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path


class SheetWrong(Failure):
    """A metadata sheet has errors; each is named by row and column. Nothing was imported."""

    exit_code = ExitCode.WRONG_USE
    vietnamese = "{path} có lỗi, chưa nhập gì:\n{problems}"
    english = "{path} has errors, nothing was imported:\n{problems}"

    def __init__(self, path: Path, problems: Sequence[Problem]) -> None:
        self.path = path
        self.problems = tuple(problems)
        super().__init__(path=path, problems=self.problems)

    def message(self, language: Language) -> str:
        """Return the message with a line for each problem."""
        lines = "\n".join(problem.message(language) for problem in self.problems)
        template = self.vietnamese if language == "vi" else self.english
        return template.format(path=self.path, problems=lines)


class SheetUnreadable(Failure):
    """A metadata sheet is not UTF-8 CSV and not XLSX."""

    exit_code = ExitCode.WRONG_USE
    vietnamese = "Không đọc được bảng {path}: {reason}. Lưu lại dưới dạng CSV UTF-8 hoặc XLSX."
    english = "Cannot read the sheet {path}: {reason}. Save it again as CSV UTF-8 or XLSX."

    def __init__(self, path: Path, reason: str) -> None:
        super().__init__(path=path, reason=reason)


class JudgementsWrong(Failure):
    """A directory does not hold a judged retrieval set."""

    exit_code = ExitCode.WRONG_USE
    vietnamese = "{path} không phải bộ đánh giá: {reason}."
    english = "{path} is not a judged set: {reason}."

    def __init__(self, path: Path, reason: str) -> None:
        super().__init__(path=path, reason=reason)
