"""Texts of an encyclopedia into pairs of near-duplicates and other pairs, and what is found.

``python -m tests.bench.near_duplicates TEXT.jsonl.gz``: of each article there are two scans with
recognition's errors, a draft of the final text, the text as a PDF's reader gives it (other line
ends, running heads, hyphens) and, of volumes, one paper in it, which is no duplicate of the volume.
Forms share their printed words and are about different things. The first half of the articles was
looked at when the bounds were chosen, the second one was kept aside.
"""

from __future__ import annotations

import argparse
import gzip
import json
import random
import re
import sys
import textwrap
from collections import Counter
from dataclasses import dataclass
from itertools import islice, pairwise
from pathlib import Path
from typing import TYPE_CHECKING

from indexer.describe.resemblance import resemblances, sketch
from indexer.language.fold import fold
from indexer.records.files import Page, Unit

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

_COUNT = 200
_WORDS = (250, 2_500)
_PAPERS = 8
_MISREAD = (0.01, 0.03, 0.06)
"""Share of wrong words in scans: clean, worn, bad."""
_FORM = (
    "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM Độc lập - Tự do - Hạnh phúc BÁO CÁO KẾT QUẢ ĐOÀN RA "
    "Kính gửi: Ban Giám đốc Học viện. Thực hiện kế hoạch đối ngoại được phê duyệt, đoàn công tác "
    "xin báo cáo kết quả như sau. I. THÔNG TIN CHUNG Thành phần đoàn, thời gian, địa điểm, kinh "
    "phí. II. NỘI DUNG LÀM VIỆC {} III. ĐÁNH GIÁ KẾT QUẢ Đoàn đã hoàn thành chương trình đề ra, "
    "bảo đảm an toàn và tiết kiệm. IV. KIẾN NGHỊ Đề nghị các đơn vị chức năng phối hợp triển khai "
    "những nội dung đã thống nhất và báo cáo cấp có thẩm quyền xem xét, quyết định. Nơi nhận: như "
    "trên; lưu văn thư, hợp tác quốc tế. TRƯỞNG ĐOÀN (Ký, ghi rõ họ tên)"
)


@dataclass(frozen=True, slots=True)
class _Pair:
    """Two texts, and whether they are forms of one document."""

    kind: str
    one: str
    other: str
    same: bool


def main(arguments: Sequence[str]) -> None:
    """Read the command line, measure, print."""
    parser = argparse.ArgumentParser(prog="python -m tests.bench.near_duplicates")
    parser.add_argument("text", type=Path)
    articles = list(islice(_articles(parser.parse_args(arguments).text), 2 * _COUNT))
    for name, some in (("known", articles[:_COUNT]), ("kept aside", articles[_COUNT:])):
        sys.stdout.write(f"{name}: {_measure(some)}\n")


def _articles(path: Path) -> Iterator[str]:
    least, most = _WORDS
    with gzip.open(path, "rt", encoding="utf-8") as file:
        for line in file:
            words = json.loads(line)["text"].split()
            if len(words) >= least:
                yield " ".join(words[:most])


def _measure(articles: Sequence[str]) -> str:
    luck = random.Random(len(articles[0]))  # noqa: S311 - errors of scanners, no secrets
    pairs = [*_same(articles, luck), *_others(articles, luck)]
    texts: dict[str, str] = {}
    for number, pair in enumerate(pairs):
        texts[f"{number}a"], texts[f"{number}b"] = pair.one, pair.other
    found = {
        (one.one, one.other)
        for one in resemblances({name: _sketched(text) for name, text in texts.items()})
    }
    seen: Counter[str] = Counter()
    total: Counter[str] = Counter()
    for number, pair in enumerate(pairs):
        total[pair.kind] += 1
        seen[pair.kind] += (f"{number}a", f"{number}b") in found
    wanted = sum(
        seen[pair.kind] for pair in {each.kind: each for each in pairs}.values() if pair.same
    )
    false = sum(seen.values()) - wanted
    parts = ", ".join(f"{kind} {seen[kind]}/{count}" for kind, count in total.items())
    recall = wanted / sum(pair.same for pair in pairs)
    return f"recall {recall:.3f}, precision {wanted / max(1, wanted + false):.3f} ({parts})"


def _same(articles: Sequence[str], luck: random.Random) -> Iterator[_Pair]:
    for article in articles:
        for wrong in _MISREAD:
            one, other = _misread(article, wrong, luck), _misread(article, wrong, luck)
            yield _Pair(f"scans {wrong:.0%}", one, other, same=True)
        yield _Pair("scan 3% and file", article, _misread(article, 0.03, luck), same=True)
        yield _Pair("draft and final", article, _revised(article, luck), same=True)
        yield _Pair("file and its PDF", article, _set(article), same=True)


def _others(articles: Sequence[str], luck: random.Random) -> Iterator[_Pair]:
    for at in range(0, len(articles) - _PAPERS, _PAPERS):
        volume = " ".join(articles[at : at + _PAPERS])
        yield _Pair("volume and paper", volume, articles[at + luck.randrange(_PAPERS)], same=False)
    for one, other in pairwise(articles):
        yield _Pair("forms", _filled(one), _filled(other), same=False)
        yield _Pair("articles", one, other, same=False)


def _misread(text: str, wrong: float, luck: random.Random) -> str:
    """Return ``text`` with wrong words as recognition gives them, and marks wrong in as many."""
    words = []
    for word in text.split():
        chance = luck.random()
        if chance < wrong:
            at = luck.randrange(len(word))
            words.append(word[:at] + luck.choice("lIr1tcn") + word[at + 1 :])
        elif chance < 1.2 * wrong:
            words += [word[: len(word) // 2], word[len(word) // 2 :]]
        elif chance < 2 * wrong:
            words.append(fold(word))
        else:
            words.append(word)
    return " ".join(words)


def _revised(text: str, luck: random.Random) -> str:
    """Return ``text`` with a tenth of its sentences gone, as much new, and words changed."""
    sentences = re.split(r"(?<=[.!?]) ", text)
    kept = [sentence for sentence in sentences if luck.random() > 0.1]
    for _ in range(len(sentences) // 10):
        new = " ".join(luck.sample(text.split(), 12))
        kept.insert(luck.randrange(len(kept) + 1), f"{new}.")
    return " ".join(word if luck.random() > 0.02 else "được" for word in " ".join(kept).split())


def _set(text: str) -> str:
    """Return ``text`` as lines of pages with a running head and a number each."""
    lines = textwrap.wrap(text, 80)
    pages = [lines[at : at + 38] for at in range(0, len(lines), 38)]
    return "\n".join(
        "\n".join(("TẠP CHÍ HỢP TÁC QUỐC TẾ", *page, str(number)))
        for number, page in enumerate(pages, 1)
    )


def _filled(text: str) -> str:
    """Return the form with the first words of an article in it."""
    return _FORM.format(" ".join(text.split()[:150]))


def _sketched(text: str) -> bytes:
    return sketch([Page(1, "1", Unit.PAGE, text, "plain")])


if __name__ == "__main__":
    main(sys.argv[1:])
