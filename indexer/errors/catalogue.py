"""A catalogue that cannot be opened, and what is not in it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from indexer.errors.failure import ExitCode, Failure

if TYPE_CHECKING:
    from pathlib import Path


class CatalogueMissing(Failure):
    """There is no catalogue yet."""

    vietnamese = "Chưa có mục lục ở {where}. Thêm tài liệu trước: kyyeu add TỆP"
    english = "There is no catalogue at {where} yet. Add documents first: kyyeu add PATH"

    def __init__(self, where: str) -> None:
        super().__init__(where=where)


class CatalogueVersionWrong(Failure):
    """The catalogue's schema is newer than this program knows."""

    vietnamese = "Mục lục {where} có lược đồ {found} mới hơn chương trình. Hãy nâng cấp kyyeu."
    english = "The catalogue {where} has schema {found}, newer than this program. Upgrade kyyeu."

    def __init__(self, where: str, found: str) -> None:
        super().__init__(where=where, found=found)


class CatalogueUnreachable(Failure):
    """The catalogue's database does not answer or is not a catalogue."""

    vietnamese = "Không mở được mục lục {where}: {reason}. Kiểm tra đĩa hoặc máy chủ cơ sở dữ liệu."
    english = "Cannot open the catalogue {where}: {reason}. Check the disk or the database server."

    def __init__(self, where: str, reason: str) -> None:
        super().__init__(where=where, reason=reason)


class CatalogueOnNetwork(Failure):
    """The catalogue's SQLite file lies where other machines may write as well."""

    vietnamese = (
        "Mục lục {path} nằm trên ổ mạng ({kind}), nơi SQLite có thể làm hỏng dữ liệu. Đặt corpus "
        "trên đĩa của máy này, hoặc dùng PostgreSQL (mục catalogue trong tệp cấu hình)."
    )
    english = (
        "The catalogue {path} lies on a network share ({kind}), where SQLite may lose data. Keep "
        "the corpus on a disk of this machine, or use PostgreSQL (catalogue in the settings)."
    )

    def __init__(self, path: Path, kind: str) -> None:
        super().__init__(path=path, kind=kind)


class SourceUnknown(Failure):
    """The directory is not a registered source."""

    exit_code = ExitCode.WRONG_USE
    vietnamese = "{path} chưa được đăng ký làm nguồn. Xem các nguồn bằng: kyyeu source list"
    english = "{path} is not a registered source. See the sources with: kyyeu source list"

    def __init__(self, path: Path) -> None:
        super().__init__(path=path)


class SourceOverlaps(Failure):
    """A source lies inside another one, or holds the corpus or the index."""

    exit_code = ExitCode.WRONG_USE
    vietnamese = "{path} trùng hoặc lồng với {other}. Chọn thư mục khác."
    english = "{path} is, holds or lies within {other}. Choose another directory."

    def __init__(self, path: Path, other: Path) -> None:
        super().__init__(path=path, other=other)


class AuthorityUnknown(Failure):
    """No authority record has this key."""

    exit_code = ExitCode.WRONG_USE
    vietnamese = "Không có bản ghi tên chuẩn {key}. Xem bằng: kyyeu authority list"
    english = "There is no authority record {key}. See them with: kyyeu authority list"

    def __init__(self, key: str) -> None:
        super().__init__(key=key)


class AuthorityWrong(Failure):
    """An authority record cannot be stored as given."""

    exit_code = ExitCode.WRONG_USE
    vietnamese = "Bản ghi tên chuẩn {key} không hợp lệ: {reason}."
    english = "The authority record {key} is not valid: {reason}."

    def __init__(self, key: str, reason: str) -> None:
        super().__init__(key=key, reason=reason)
