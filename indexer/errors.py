"""What can go wrong, each with an exit code and a message in the user's language.

Every error a user may meet is a :class:`Failure`. Its class takes the values it speaks of and holds
its message in Vietnamese and in English: what happened, then what to do next. One place per
program (the command line's ``main``, the site's error handler) turns a failure into output.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import IntEnum
from typing import TYPE_CHECKING, ClassVar, Literal

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

Language = Literal["vi", "en"]


class ExitCode(IntEnum):
    """The exit codes of the command line; the table in the README is checked against them."""

    DONE = 0
    DONE_WITH_FAILURES = 1
    WRONG_USE = 2
    BUSY = 3
    REFUSED = 4
    ENVIRONMENT = 5


class Failure(Exception):  # noqa: N818 - each member of the family names itself
    """A failure with a message for people; subclasses fill the templates from their values."""

    exit_code: ClassVar[ExitCode] = ExitCode.ENVIRONMENT
    vietnamese: ClassVar[str]
    english: ClassVar[str]

    def __init__(self, **values: object) -> None:
        self.values = values
        super().__init__(self.message("en"))

    def message(self, language: Language) -> str:
        """Return the message in ``language``, one or two sentences."""
        template = self.vietnamese if language == "vi" else self.english
        return template.format(**self.values)


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


class AnotherWriter(Failure):
    """Another process is writing to the corpus or the index."""

    exit_code = ExitCode.BUSY
    vietnamese = "Một lệnh khác đang ghi ({holder}). Đợi lệnh đó xong rồi chạy lại."
    english = "Another command is writing ({holder}). Wait until it has ended and run again."

    def __init__(self, holder: str) -> None:
        super().__init__(holder=holder)


class IndexMissing(Failure):
    """There is no index yet."""

    vietnamese = "Chưa có chỉ mục trong {path}. Chạy: kyyeu build"
    english = "There is no index in {path} yet. Run: kyyeu build"

    def __init__(self, path: Path) -> None:
        super().__init__(path=path)


class IndexVersionWrong(Failure):
    """The index was written by a program of another version."""

    vietnamese = "Chỉ mục {path} thuộc phiên bản {found}, cần phiên bản {wanted}. Chạy: kyyeu build"
    english = "The index {path} has version {found}, this needs {wanted}. Run: kyyeu build"

    def __init__(self, path: Path, found: str, wanted: str) -> None:
        super().__init__(path=path, found=found, wanted=wanted)


class IndexDamaged(Failure):
    """A file of the index is missing or does not hold what its manifest says."""

    vietnamese = "Chỉ mục bị hỏng ở {path}: {reason}. Chạy: kyyeu build"
    english = "The index is damaged at {path}: {reason}. Run: kyyeu build"

    def __init__(self, path: Path, reason: str) -> None:
        super().__init__(path=path, reason=reason)


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


class WorkUnknown(Failure):
    """No work has this id."""

    exit_code = ExitCode.WRONG_USE
    vietnamese = "Không có tài liệu mang mã {work}. Xem các mã bằng: kyyeu works"
    english = "No work has the id {work}. See the ids with: kyyeu works"

    def __init__(self, work: str) -> None:
        super().__init__(work=work)


class WorkIdWrong(Failure):
    """A text is not a work id: wrong length, letters or check character."""

    exit_code = ExitCode.WRONG_USE
    vietnamese = "{text} không phải là mã tài liệu (sai độ dài, chữ cái hoặc chữ kiểm tra)."
    english = "{text} is not a work id (its length, letters or check character are wrong)."

    def __init__(self, text: str) -> None:
        super().__init__(text=text)


class VolumeUnread(Failure):
    """A work has no file that was read and is its text as a whole, so there is nothing to split."""

    exit_code = ExitCode.WRONG_USE
    vietnamese = (
        "{work} không có tệp nào đã đọc mà toàn bộ là văn bản của nó. Chạy: kyyeu update, "
        "rồi xem: kyyeu show {work}"
    )
    english = (
        "{work} has no file that was read and is its text as a whole. Run: kyyeu update, "
        "then see: kyyeu show {work}"
    )

    def __init__(self, work: str) -> None:
        super().__init__(work=work)


class WorkIsPaper(Failure):
    """A paper was named where its volume is needed."""

    exit_code = ExitCode.WRONG_USE
    vietnamese = "{work} là một bài trong {volume}. Chạy: kyyeu split {volume}"
    english = "{work} is a paper in {volume}. Run: kyyeu split {volume}"

    def __init__(self, work: str, volume: str) -> None:
        super().__init__(work=work, volume=volume)


class PapersMissing(Failure):
    """No papers are found in a work, or it has none to be joined."""

    exit_code = ExitCode.WRONG_USE
    vietnamese = (
        "Không thấy bài nào trong {work}. Nếu đây là kỷ yếu, lập bảng với các cột first_page và "
        "title rồi chạy: kyyeu split {work} --import BẢNG"
    )
    english = (
        "There are no papers in {work}. If it is a volume, make a sheet with the columns "
        "first_page and title and run: kyyeu split {work} --import SHEET"
    )

    def __init__(self, work: str) -> None:
        super().__init__(work=work)


class PapersCorrected(Failure):
    """The papers of a volume were corrected by a person; the program does not replace them."""

    exit_code = ExitCode.REFUSED
    vietnamese = (
        "Các bài của {work} đã được người sửa nên không bị thay. Muốn bỏ các sửa đổi về trang, "
        "chạy: kyyeu split {work} --undo, rồi lại --apply"
    )
    english = (
        "The papers of {work} were corrected by a person and are not replaced. To drop the "
        "corrected pages run: kyyeu split {work} --undo, then --apply again"
    )

    def __init__(self, work: str) -> None:
        super().__init__(work=work)


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


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing that is wrong, or worth a look, in both languages."""

    vietnamese: str
    english: str

    def message(self, language: Language) -> str:
        """Return it in ``language``."""
        return self.vietnamese if language == "vi" else self.english


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


class PortInUse(Failure):
    """The site's address is taken or may not be bound."""

    vietnamese = "Không mở được {host}:{port} ({reason}). Chọn cổng khác bằng --port."
    english = "Cannot listen on {host}:{port} ({reason}). Choose another port with --port."

    def __init__(self, host: str, port: int, reason: str) -> None:
        super().__init__(host=host, port=port, reason=reason)


class DiskFull(Failure):
    """Writing failed for want of space."""

    vietnamese = "Không ghi được {path}: {reason}. Dọn chỗ trống rồi chạy lại, dữ liệu cũ vẫn còn."
    english = "Cannot write {path}: {reason}. Free some space and run again; nothing old was lost."

    def __init__(self, path: Path, reason: str) -> None:
        super().__init__(path=path, reason=reason)


class WorkerLost(Failure):
    """A process that shared in the work ended before it was done."""

    vietnamese = (
        "Một tiến trình xử lý đã bị dừng giữa chừng, thường vì máy thiếu bộ nhớ. Dữ liệu cũ vẫn "
        "còn. Chạy lại với ít tiến trình hơn (mục workers trong tệp cấu hình)."
    )
    english = (
        "A working process was ended before it was done, mostly for want of memory. Nothing old "
        "was lost. Run again with fewer processes (workers in the settings)."
    )


class SegmentationUnavailable(Failure):
    """The package that holds the model of word segmentation is missing or of another release."""

    vietnamese = (
        "Không dùng được mô hình tách từ: thiếu {file} hoặc không đúng bản {release}. "
        "Chạy: pip install underthesea=={release}."
    )
    english = (
        "Cannot use the word segmentation model: {file} is missing or not that of release "
        "{release}. Run: pip install underthesea=={release}."
    )

    def __init__(self, file: str, release: str) -> None:
        super().__init__(file=file, release=release)
