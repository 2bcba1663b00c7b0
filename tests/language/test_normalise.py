from __future__ import annotations

import unicodedata

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from indexer.language.normalise import normalise, normalise_with_offsets

VIETNAMESE = st.text(
    alphabet="aăâđeêoôơuưyAĐ bcd\u0301\u0300\u0309\u0303\u0323\u0302\u031b\u00ad\u200b\u00a0Ð"
    "ñÑnƣﬁﬄＡ𝐀-\r\n\u2010"
)


@given(st.text() | VIETNAMESE)
def test_twice_is_once(text: str) -> None:
    """Normalising what is normal changes nothing."""
    assert normalise(normalise(text)) == normalise(text)


@given(st.text() | VIETNAMESE)
@example("Ho\u031b\u0323p ta\u0301c")
@example("\u1112\u1161\u11ab")
def test_the_text_with_offsets_is_the_same_text(text: str) -> None:
    """Both functions give one text."""
    assert normalise_with_offsets(text).text == normalise(text)


@given(st.text() | VIETNAMESE)
def test_offsets_ascend_from_start_to_end(text: str) -> None:
    """The map never runs backwards and covers the original whole."""
    normalised = normalise_with_offsets(text)
    offsets = [normalised.original(at) for at in range(len(normalised.text) + 1)]
    assert offsets == sorted(offsets)
    assert offsets[-1] == len(text)
    assert all(0 <= offset <= len(text) for offset in offsets)


@given(st.lists(st.sampled_from(["Hợp", "tác", "quốc", "tế", "đoàn", "Môdămbích"]), min_size=1))
def test_words_are_found_in_the_decomposed_original(words: list[str]) -> None:
    """What a word's offsets cut from an NFD original is the word."""
    original = unicodedata.normalize("NFD", " ".join(words))
    normalised = normalise_with_offsets(original)
    at = 0
    for word in words:
        start, end = normalised.original(at), normalised.original(at + len(word))
        assert unicodedata.normalize("NFC", original[start:end]) == word
        at += len(word) + 1


@pytest.mark.parametrize(
    ("given_text", "wanted"),
    [
        ("Ðảng", "Đảng"),
        ("Ho\u031b\u0323p ta\u0301c", "Hợp tác"),
        ("hợp\u00a0tác", "hợp tác"),
        ("quốc\u00adtế", "quốctế"),
        ("\ufeffBáo cáo", "Báo cáo"),
        ("đƣợc, nhƣ̃ng, ƢU TIÊN", "được, những, ƯU TIÊN"),
        ("ﬁnal eﬀect, oﬃce, ﬂow", "final effect, office, flow"),
        ("ＡＳＥＡＮ　２０１６", "ASEAN 2016"),
        ("𝐁𝐚́𝐨 𝐜𝐚́𝐨", "Báo cáo"),
        ("Mô\u2011dăm\u2010bích", "Mô-dăm-bích"),
        ("\u202bhợp\u202c tác\ufe0f", "hợp tác"),
    ],
)
def test_look_alikes(given_text: str, wanted: str) -> None:
    """Letters that only look right become the right ones."""
    assert normalise(given_text) == wanted


@pytest.mark.parametrize(
    ("given_text", "wanted"),
    [
        ("ñược ñồng chí Ñảng", "được đồng chí Đảng"),
        ("cu\u0309a n\u0303a\u0309ng", "của đảng"),
        ("Tây Ban Nha (España), năm 2016", "Tây Ban Nha (España), năm 2016"),
        ("El Niño, La Niña, señor Muñoz", "El Niño, La Niña, señor Muñoz"),
        ("ñoàn thăm España, ñã về", "đoàn thăm España, đã về"),
        ("củañảng", "củađảng"),
        ("el ñu, mañana, España", "el ñu, mañana, España"),
        ("600ñ ñược, 20ñ", "600đ được, 20đ"),
    ],
)
def test_n_with_tilde(given_text: str, wanted: str) -> None:
    """It is đ in a text where most words with it become Vietnamese, and there only in those."""
    assert normalise(given_text) == wanted


@pytest.mark.parametrize(
    ("given_text", "wanted"),
    [
        ("inter-\nnational coopera-\r\ntion", "international cooperation"),
        ("inter-\nna-\ntional", "international"),
        ("quốc\u00ad\ntế and coop\u00ad\n  eration", "quốctế and cooperation"),
        ("Mô-\ndăm-bích", "Mô-\ndăm-bích"),
        ("Cu-\nba, xi-\nmăng", "Cu-\nba, xi-\nmăng"),
        ("In-đô-nê-xi-\na", "In-đô-nê-xi-\na"),
        ("long-\nterm, policy-\nmaking", "long-\nterm, policy-\nmaking"),
        ("QĐ-\nttg, 2015-\nnay, UN-\nled", "QĐ-\nttg, 2015-\nnay, UN-\nled"),
        ("e-learning ... blend-\nlearning, blend-learning", None),
        ("one -\ntwo, cooper-\n\nation", None),
    ],
)
def test_line_ends(given_text: str, wanted: str | None) -> None:
    """Broken English words are joined; hyphens of authors stay, also those of Vietnamese."""
    assert normalise(given_text) == (given_text if wanted is None else wanted)


@given(st.text() | VIETNAMESE, st.data())
def test_offsets_at_once_are_those_one_by_one(text: str, data: st.DataObject) -> None:
    """Many offsets are mapped as each of them is."""
    normalised = normalise_with_offsets(text)
    offsets = sorted(data.draw(st.lists(st.integers(0, len(normalised.text)), max_size=9)))
    assert list(normalised.originals(offsets)) == [normalised.original(at) for at in offsets]


def test_a_joined_word_is_marked_across_the_line_end() -> None:
    """The offsets of a word that was broken cut both halves from the original."""
    original = "the inter-\nnational ofﬁce"
    normalised = normalise_with_offsets(original)
    at = normalised.text.index("international")
    start, end = normalised.original(at), normalised.original(at + len("international"))
    assert original[start:end] == "inter-\nnational"
    at = normalised.text.index("office")
    assert original[normalised.original(at) :] == "ofﬁce"
