"""Vietnamese letters turned into bytes of TCVN 5712:1993 (TCVN3), the code of the .Vn fonts."""

from dataclasses import dataclass

CAPITALS = "ĂÂÊÔƠƯĐ"
SMALL = "ăâêôơưđ"
TONED = {
    0xB5: "àảãáạ",
    0xBB: "ằẳẵắ",
    0xC6: "ặầẩẫấậè",
    0xCE: "ẻẽéẹềểễếệìỉ",
    0xDC: "ĩíịò",
    0xE1: "ỏõóọồổỗốộờởỡớợù",
    0xF1: "ủũúụừửữứựỳỷỹýỵ",
}
BYTES: dict[str, int] = {
    **{letter: 0xA1 + at for at, letter in enumerate(CAPITALS)},
    **{letter: 0xA8 + at for at, letter in enumerate(SMALL)},
    **{letter: first + at for first, row in TONED.items() for at, letter in enumerate(row)},
}


@dataclass(frozen=True, slots=True)
class Coded:
    """One letter as the encoding has it; `capital` asks for the font that draws capitals."""

    byte: int
    capital: bool = False


class LetterError(ValueError):
    """A letter that neither TCVN3 nor its capital fonts can write."""

    def __init__(self, letter: str) -> None:
        super().__init__(f"TCVN3 has no letter {letter!r}")


def coded(letter: str) -> Coded:
    """Return the byte of a letter; a toned capital is the small letter in a capital font."""
    if letter in BYTES:
        return Coded(BYTES[letter])
    if letter.lower() in BYTES:
        return Coded(BYTES[letter.lower()], capital=True)
    try:
        return Coded(letter.encode("cp1252")[0])
    except UnicodeEncodeError as error:
        raise LetterError(letter) from error


def letter_of(byte: int) -> str:
    """Return the letter that a byte stands for."""
    found = {value: letter for letter, value in BYTES.items()}
    return found.get(byte) or bytes([byte]).decode("cp1252")
