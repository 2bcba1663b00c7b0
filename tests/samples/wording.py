"""The fixed words of the samples: the notice on the first page, the motto, the receivers."""

NATION = "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"
MOTTO = "Độc lập - Tự do - Hạnh phúc"
RECEIVERS = "Nơi nhận"

NOTICES = {
    "vi": "TÀI LIỆU MẪU – nhân vật và số liệu do người soạn đặt ra",
    "en": "SAMPLE DOCUMENT – people and figures are invented",
}


def notice(language: str) -> str:
    """Return the notice of a sample in the language it is written in."""
    if language in NOTICES:
        return NOTICES[language]
    return " / ".join(NOTICES.values())
