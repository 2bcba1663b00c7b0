"""Works that are not there, or are not what was asked of them."""

from __future__ import annotations

from indexer.errors.failure import ExitCode, Failure


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
