"""Settings and files of the librarian that cannot be taken as they are."""

from __future__ import annotations

from typing import TYPE_CHECKING

from indexer.errors.failure import ExitCode, Failure

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path


class SettingsWrong(Failure):
    """The settings hold unknown names or values of the wrong form; names them all at once."""

    exit_code = ExitCode.WRONG_USE
    vietnamese = "Cấu hình sai: {problems}. Sửa các mục này rồi chạy lại."
    english = "The settings are wrong: {problems}. Correct these entries and run again."

    def __init__(self, problems: Sequence[str]) -> None:
        super().__init__(problems="; ".join(problems))


class SettingsUnreadable(Failure):
    """The settings file is missing, unreadable or not TOML."""

    exit_code = ExitCode.WRONG_USE
    vietnamese = "Không đọc được tệp cấu hình {path}: {reason}. Kiểm tra đường dẫn và cú pháp TOML."
    english = "Cannot read the settings file {path}: {reason}. Check the path and the TOML syntax."

    def __init__(self, path: Path, reason: str) -> None:
        super().__init__(path=path, reason=reason)


class CanariesWrong(Failure):
    """The file of questions that every index must answer is not as it should be."""

    exit_code = ExitCode.WRONG_USE
    vietnamese = "Tệp câu hỏi kiểm tra {path} sai: {problems}. Sửa các mục này rồi chạy lại."
    english = "The canaries in {path} are wrong: {problems}. Correct these entries and run again."

    def __init__(self, path: Path, problems: Sequence[str]) -> None:
        super().__init__(path=path, problems="; ".join(problems))
