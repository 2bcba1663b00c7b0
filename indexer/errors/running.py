"""What keeps a run from going on, or its result from serving."""

from __future__ import annotations

from typing import TYPE_CHECKING

from indexer.errors.failure import ExitCode, Failure, Language, Problem

if TYPE_CHECKING:
    from collections.abc import Sequence


class AnotherWriter(Failure):
    """Another process is writing to the corpus or the index."""

    exit_code = ExitCode.BUSY
    vietnamese = "Một lệnh khác đang ghi ({holder}). Đợi lệnh đó xong rồi chạy lại."
    english = "Another command is writing ({holder}). Wait until it has ended and run again."

    def __init__(self, holder: str) -> None:
        self.holder = holder
        super().__init__(holder=holder)


class GateRefused(Failure):
    """A new index was made, but something about it is odd, so the former one serves on."""

    exit_code = ExitCode.REFUSED
    vietnamese = (
        "Chỉ mục mới chưa được đưa vào dùng, chỉ mục cũ vẫn phục vụ: {problems}. Xem lại nguồn và "
        "mục lục; nếu đúng là như vậy, chạy: kyyeu nightly --yes"
    )
    english = (
        "The new index is not swapped in, the former one serves on: {problems}. Look at the "
        "sources and the catalogue; if it is meant to be so, run: kyyeu nightly --yes"
    )

    def __init__(self, problems: Sequence[Problem]) -> None:
        self.problems = tuple(problems)
        super().__init__(problems="")

    def message(self, language: Language) -> str:
        """Return the message with all reasons."""
        reasons = "; ".join(problem.message(language) for problem in self.problems)
        template = self.vietnamese if language == "vi" else self.english
        return template.format(problems=reasons)


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
