"""Directories, disks and ports that are not as they must be."""

from __future__ import annotations

from typing import TYPE_CHECKING

from indexer.errors.failure import ExitCode, Failure

if TYPE_CHECKING:
    from pathlib import Path


class DirectoryMissing(Failure):
    """A directory or file that was named does not exist."""

    vietnamese = "Không có {path}. Kiểm tra đường dẫn (ổ mạng đã kết nối chưa?) rồi chạy lại."
    english = "{path} does not exist. Check the path (is the share mounted?) and run again."

    def __init__(self, path: Path) -> None:
        super().__init__(path=path)


class DirectoryUnreadable(Failure):
    """A directory or file may not be read or written by this user."""

    vietnamese = "Không có quyền đọc hoặc ghi {path} ({reason}). Hãy cấp quyền cho người dùng này."
    english = "{path} may not be read or written ({reason}). Give this user the rights it needs."

    def __init__(self, path: Path, reason: str) -> None:
        super().__init__(path=path, reason=reason)


class NotADirectory(Failure):
    """A file was named where a directory is needed."""

    exit_code = ExitCode.WRONG_USE
    vietnamese = "{path} không phải là thư mục. Dùng lệnh add để thêm một tệp."
    english = "{path} is not a directory. Use add for a single file."

    def __init__(self, path: Path) -> None:
        super().__init__(path=path)


class DiskFull(Failure):
    """Writing failed for want of space."""

    vietnamese = "Không ghi được {path}: {reason}. Dọn chỗ trống rồi chạy lại, dữ liệu cũ vẫn còn."
    english = "Cannot write {path}: {reason}. Free some space and run again; nothing old was lost."

    def __init__(self, path: Path, reason: str) -> None:
        super().__init__(path=path, reason=reason)


class PortInUse(Failure):
    """The site's address is taken or may not be bound."""

    vietnamese = "Không mở được {host}:{port} ({reason}). Chọn cổng khác bằng --port."
    english = "Cannot listen on {host}:{port} ({reason}). Choose another port with --port."

    def __init__(self, host: str, port: int, reason: str) -> None:
        super().__init__(host=host, port=port, reason=reason)
