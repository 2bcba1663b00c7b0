from __future__ import annotations

import gzip
import json
import os
import re
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, cast

import pytest
from hypothesis import given
from hypothesis import strategies as st
from underthesea import word_tokenize

from indexer.language.segmentation import Segmenter
from tests.language.segmentation.sentences import WRITTEN, recombined

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

SHARED = Path(os.environ.get("KYYEU_SHARED", Path(__file__).parents[4] / "shared"))

ODD_TOKENS = st.one_of(
    st.sampled_from([word for sentence in WRITTEN for word in sentence.split(" ")]),
    st.text(
        alphabet="aAbTthSsĐđð.x&-_/:;,!?()<>=+*%°C019 \t\n\xa0İΣςßǅʺ×’'\"…\u0301\u0323", max_size=8
    ),
    st.text(st.characters(exclude_categories=["Cs"]), max_size=6),
)


def original(text: str) -> list[str]:
    """Return the words that underthesea itself gives."""
    return cast("list[str]", word_tokenize(text))


def differing(segmenter: Segmenter, texts: Sequence[str]) -> list[str]:
    """Return the texts that are cut otherwise than by underthesea."""
    words = segmenter.segment_many(texts)
    return [text for text, ours in zip(texts, words, strict=True) if ours != original(text)]


def test_written_sentences_are_cut_as_by_the_original(segmenter: Segmenter) -> None:
    """Whole sentences give the words of underthesea, and compounds are among them."""
    assert differing(segmenter, WRITTEN) == []
    assert "quốc gia" in segmenter.segment(WRITTEN[0])


@pytest.mark.parametrize("seed", range(3))
def test_thousands_of_sentences_are_cut_as_by_the_original(segmenter: Segmenter, seed: int) -> None:
    """Sentences in all cases, of all lengths, in one batch: no word differs."""
    assert differing(segmenter, recombined(1000, seed)) == []


@given(parts=st.lists(ODD_TOKENS, max_size=12), separator=st.sampled_from([" ", "", "\n"]))
def test_any_text_is_cut_as_by_the_original(
    segmenter: Segmenter, parts: list[str], separator: str
) -> None:
    """Whatever is typed or extracted gives the words of underthesea."""
    text = separator.join(parts)
    assert segmenter.segment(text) == original(text)


def test_a_long_text_is_one_sequence(segmenter: Segmenter) -> None:
    """A page without sentence boundaries is cut as by the original, longer than any batch too."""
    page = " ".join(recombined(200, 7))
    long = " ".join([page] * 12)
    assert len(segmenter.segment(long)) > 1 << 14
    assert differing(segmenter, [page, long, "", page]) == []


def test_texts_do_not_touch_each_other(segmenter: Segmenter) -> None:
    """A text gives the same words alone and among others, empty ones included."""
    texts = ["", *recombined(60, 5), " \n", "Việt", ""]
    assert segmenter.segment_many(texts) == [segmenter.segment(text) for text in texts]
    assert segmenter.segment_many([]) == []


def test_cuts_are_streamed_and_cover_their_tokens(segmenter: Segmenter) -> None:
    """The words of a cut are its tokens, none left out, and an endless source can be read."""
    endless = (text for _ in iter(int, 1) for text in WRITTEN)
    for cut in islice(segmenter.cut_many(endless), 50):
        places = [place for span in cut.spans() for place in span]
        assert places == list(range(len(cut.tokens)))
        assert cut.words() == [" ".join(cut.tokens[at] for at in span) for span in cut.spans()]


def test_lone_surrogates_are_cut_too(segmenter: Segmenter) -> None:
    """A character that UTF-8 cannot hold raises in the original; here it is one more sign."""
    with pytest.raises(UnicodeEncodeError):
        original("Việt Nam \ud800 Lào")
    assert segmenter.segment("Việt Nam \ud800 Lào") == ["Việt Nam", "\ud800", "Lào"]


def test_threads_may_share_a_segmenter(segmenter: Segmenter) -> None:
    """Several threads at once get what one gets."""
    texts = recombined(300, 9)
    expected = segmenter.segment_many(texts)
    fresh = Segmenter.load()
    with ThreadPoolExecutor(4) as threads:
        assert list(threads.map(fresh.segment, texts)) == expected


def test_the_original_is_never_imported() -> None:
    """Segmenting loads no module of underthesea, its core or its network clients."""
    program = (
        "import sys\n"
        "from indexer.language.segmentation import Segmenter\n"
        "assert 'quốc tế' in Segmenter.load().segment('hợp tác quốc tế')\n"
        "heavy = ('underthesea', 'underthesea_core', 'joblib', 'requests', 'httpx')\n"
        "print([name for name in heavy if name in sys.modules])\n"
    )
    root = Path(__file__).parents[3]
    done = subprocess.run(
        [sys.executable, "-c", program], cwd=root, capture_output=True, text=True, check=True
    )
    assert done.stdout.strip() == "[]"


def articles(path: Path) -> Iterator[str]:
    """Yield the texts of a file of one JSON object a line."""
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        for line in lines:
            yield cast("str", json.loads(line)["text"])


@pytest.mark.parametrize("part", range(4))
def test_an_encyclopedia_is_cut_as_by_the_original(segmenter: Segmenter, part: int) -> None:
    """5,000 sentences and 10 whole articles of each part of a large text: no word differs."""
    path = SHARED / "data/text/viwiki.jsonl.gz"
    if not path.exists():
        pytest.skip("no encyclopedia: set KYYEU_SHARED")
    texts = islice(articles(path), part, None, 4)
    pages = list(islice(texts, 10))
    sentences = (
        sentence for text in texts for sentence in re.split(r"(?<=[.!?])\s+|\n+", text) if sentence
    )
    assert differing(segmenter, [*pages, *islice(sentences, 5000)]) == []


@pytest.mark.parametrize("name", ["dev", "train"])
def test_a_treebank_is_cut_as_by_the_original(segmenter: Segmenter, name: str) -> None:
    """Every sentence of the judged set of segmentation: no word differs."""
    path = SHARED / f"data/segmentation/vi_vtb-ud-{name}.conllu"
    if not path.exists():
        pytest.skip("no treebank: set KYYEU_SHARED")
    sentences = re.findall(r"^# text = ?(.*)$", path.read_text(encoding="utf-8"), re.MULTILINE)
    assert len(sentences) > 1000
    assert differing(segmenter, sentences) == []
