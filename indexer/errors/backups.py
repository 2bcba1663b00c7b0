"""Backups that cannot be taken or restored."""

from __future__ import annotations

from typing import TYPE_CHECKING

from indexer.errors.failure import ExitCode, Failure

if TYPE_CHECKING:
    from pathlib import Path


class BackupMisplaced(Failure):
    """A backup would lie within what it is to save, or in a directory of something else."""

    exit_code = ExitCode.WRONG_USE
    vietnamese = "Không thể đặt bản sao lưu ở {path}: {reason}. Hãy chọn một thư mục trống khác."
    english = "{path} cannot hold a backup: {reason}. Choose another directory, an empty one."

    def __init__(self, path: Path, reason: str) -> None:
        super().__init__(path=path, reason=reason)


class BackupUnusable(Failure):
    """A directory holds no backup, or one that is damaged; nothing was restored."""

    vietnamese = "Không dùng được bản sao lưu {path}: {reason}. Chưa ghi gì. Hãy dùng bản khác."
    english = "The backup {path} cannot be used: {reason}. Nothing was written. Use another one."

    def __init__(self, path: Path, reason: str) -> None:
        super().__init__(path=path, reason=reason)


class BackupWouldForget(Failure):
    """A backup would drop so many of the files it holds that something may be wrong."""

    exit_code = ExitCode.REFUSED
    vietnamese = (
        "{gone} trong {count} tệp của bản sao lưu {path} không còn trong mục lục. Bản sao lưu cũ "
        "giữ nguyên. Kiểm tra corpus; nếu đúng là như vậy, chạy lại với --yes."
    )
    english = (
        "{gone} of the {count} files in the backup {path} are no longer in the catalogue. The "
        "backup was left as it was. Check the corpus; if this is right, run again with --yes."
    )

    def __init__(self, path: Path, gone: int, count: int) -> None:
        super().__init__(path=path, gone=gone, count=count)


class CorpusTaken(Failure):
    """A restored library would take the place of one that is there."""

    exit_code = ExitCode.REFUSED
    vietnamese = (
        "{path} đã có mục lục, chưa ghi gì. Chọn thư mục khác bằng --corpus; để thay mục lục này "
        "(bản cũ được giữ bên cạnh), chạy lại với --yes."
    )
    english = (
        "{path} holds a catalogue, nothing was written. Choose another directory with --corpus; to "
        "replace this one (it is kept beside), run again with --yes."
    )

    def __init__(self, path: Path) -> None:
        super().__init__(path=path)
