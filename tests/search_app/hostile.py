"""Some two hundred hostile questions and parameters into addresses, always the same ones.

Every text goes to the question of a search, and each to some other parameter of some route; then
numbers that are none, parameters doubled and without end, broken encodings, and paths that climb.
"""

from __future__ import annotations

import random
from urllib.parse import quote, quote_from_bytes

MARK = "kyx9"
"""Stands in every piece of markup below: where ``<kyx9`` stands in an answer, it has escaped."""
SUM = "8281"
"""What a template would make of ``91*91``."""

WORK = "000000022"
SHA256 = "5" * 64
_SEED = 9

_LONG = "hợp tác " * 124
_DEEP = "(" * 400 + "a" + ")" * 400
QUESTIONS: tuple[str, ...] = (
    "*a*", "?*?*?*?", "*", "**", "a*", "*a*b*c*d*e*f*g*", "h*p t*c q*c t*", "~~~~",
    "hop~2 tac~2 quoc~2 te~2", "*ng*h*", "??????", "a?b?c?d?e?f?g?h?", "th* ng* ph* tr* nh*",
    "[a-z]*", "(a+)+$", "a{1,99999}", _DEEP, "(" * 999, ")" * 999, "((a | b) (c | d)) " * 50,
    "a | " * 249 + "b", "|" * 999, '"' * 999, f'"{_LONG}"', f'"{"a b " * 200}"~999', '"a b"~0',
    '"a b"~50 ' * 60, '"hợp tác"~999999999', "+" * 999, "-" * 999, "-a " * 300, "+a " * 300,
    "- - - -", "+(-(+(-(a))))", "-hợp -tác", "OR OR OR", "NOT a AND NOT b", "hoặc " * 190, "a AND",
    "AND", "HOẶC", _LONG, "a" * 1000, "ă" * 1000, " ".join(f"từ{number}" for number in range(160)),
    "a " * 499, "1 " * 499, "năm " * 249, "quốc tế" + "̂" * 900, "Hợp tác", "ａｂｃ" * 300,
    "năm:2016..2019", "năm:9999999999999999999", "năm:-1..-5", "year:2016..", "năm:..",
    "năm: năm: năm:", "nước:" * 150, "đối tác:*", "tác giả:(((", 'tiêu đề:"', "title:*a*",
    "ngôn ngữ:xx", "loại:☃", "x:y:z:", "\x00", "a\x00b", "\x00" * 999,
    "\ud800".encode("utf-8", "surrogatepass").decode("latin-1"), "\ufeffhợp tác",
    "\u202ehợp tác\u202c", "\u200b" * 900, "\u2028\u2029\x85", "\x1b[31m", "\r\nSet-Cookie: kyx9=1",
    "😀" * 250, "👨‍👩‍👧‍👦" * 90, f"<{MARK}>", f"<script>{MARK}</script>", f'"><{MARK} onload=a()>',
    f"'><{MARK}>", f"</title><{MARK}>", f"</script><{MARK}>", f"<!--<{MARK}>-->",
    f"<![CDATA[<{MARK}>]]>", f"]]><{MARK}>", f"&lt;{MARK}&gt;<{MARK}>", f"javascript:{MARK}()",
    f"data:text/html,<{MARK}>", f"\t\n<{MARK}\n>", f"<svg/{MARK} onload=1>", f"＜{MARK}＞<{MARK}>",
    "{{91*91}}", "{% print(91*91) %}", "${91*91}", "#{91*91}", "{{config}}", "%(name)s %s %d %n",
    "{0.__class__}", "%%%", "'; DROP TABLE works; --", "' OR '1'='1", "1) UNION SELECT 91*91--",
    "../../../../etc/passwd", "..\\..\\catalogue.sqlite", "$(id)", "`id`", "|id", "=91*91",
    "@SUM(91*91)", "\\", "\\\\\\", "\\u0041", "file:///etc/passwd", "http://127.0.0.1:1/",
)  # fmt: skip
NUMBERS = (
    "0", "-1", "+1", "1.5", "1e9", "9999999", "10000000", "9" * 400, "٣", "１", " 1", "0x10", "NaN",
    "inf", "", "true",
)  # fmt: skip
_TEXTS = (
    "/search?q={}", "/search?kind={}", "/search?year={}", "/search?partner={}",
    "/search?country={}", "/search?language={}", "/search?q=a&sort={}", "/search?q=a&expand={}",
    "/search?q=a&without={}", "/search?q=a&lang={}", "/search?q=a&{}=1",
    "/search/values/partner?find={}", "/search/values/{}", "/search/references.csv?q={}",
    "/search/references.ris?q={}", "/search/references.{}?q=a", "/list?work={}", "/list?style={}",
    "/list/references.bib?work={}", "/feed.atom?q={}", "/embed?q={}", "/suggest?q={}", "/works/{}",
    "/works/{}/cite", "/works/{}/pages", "/works/{}/pages/1", f"/works/{WORK}?q={{}}",
    f"/works/{WORK}/pages?q={{}}", f"/works/{WORK}/pages?at={{}}", f"/works/{WORK}/pages/1?q={{}}",
    f"/works/{WORK}/pages/1?file={{}}", f"/works/{WORK}/pages/1?hit={{}}",
    f"/works/{WORK}/reference.{{}}", "/pictures/{}/1-160.webp", "/files/{}/x.pdf",
    f"/files/{SHA256}/{{}}", "/static/{}", "/static/site.css?v={}", "/sitemap/{}.xml", "/{}",
    "/api/v1/search?q={}", "/api/v1/search?kind={}", "/api/v1/complete?q={}", "/api/v1/works/{}",
    "/api/v1/works/{}/pages", f"/api/v1/works/{WORK}/pages/1?q={{}}", "/api/v1/{}",
    "/guide?lang={}", "/opensearch.xml?lang={}",
)  # fmt: skip
_COUNTED = (
    "/search?q=a&page={}", "/api/v1/search?page={}", "/api/v1/search?size={}",
    "/api/v1/complete?q=a&limit={}", f"/works/{WORK}/pages?page={{}}", f"/works/{WORK}/pages/{{}}",
    f"/works/{WORK}/pages/1?hit={{}}", f"/works/{WORK}/pages/1?zoom={{}}",
    f"/api/v1/works/{WORK}/similar?limit={{}}", "/sitemap/{}.xml",
    f"/pictures/{SHA256}/{{}}-160.webp", f"/pictures/{SHA256}/1-{{}}.webp",
)  # fmt: skip
_BROKEN = (
    b"\xff\xfe",
    b"\xed\xa0\x80",
    b"\xc0\xaf",
    b"\xf4\x90\x80\x80",
    b"h\xf4p",
    b"\x80" * 99,
    b"\xe1\xbb",
)
_CLIMBING = (
    "/static/../app.py", "/static/..%2fapp.py", "/static/%2e%2e/app.py",
    "/files/../../catalogue.sqlite/x", f"/files/{SHA256}/../../x", "/works/..%2f..%2fetc/pages/1",
    "//etc/passwd", "/%00", "/works/%00/pages/%00", f"/pictures/..%2f{SHA256}/1-160.webp",
    "/api/v1/works/../../healthz", "/sitemap/..%2f1.xml",
)  # fmt: skip


def hostile_addresses() -> list[str]:
    """Return some more than two hundred addresses."""
    chance = random.Random(_SEED)  # noqa: S311 - a repeatable choice, no secret
    found = [f"/search?q={quote(text, safe='')}" for text in QUESTIONS]
    for route in _TEXTS:
        found += [_fill(route, text) for text in chance.sample(QUESTIONS, 2)]
    for route in _COUNTED:
        found += [_fill(route, number) for number in chance.sample(NUMBERS, 3)]
    found += [f"/search?q={quote_from_bytes(one)}&kind={quote_from_bytes(one)}" for one in _BROKEN]
    found += [f"/works/{quote_from_bytes(one)}" for one in _BROKEN]
    return list(dict.fromkeys([*found, *_CLIMBING, *_crowded()]))


def _fill(route: str, text: str) -> str:
    return route.replace("{}", quote(text, safe=""))


def _crowded() -> list[str]:
    """Return addresses that say one thing many times, or at great length."""
    return [
        "/search?" + "&".join(f"q=a{number}" for number in range(999)),
        "/search?q=a&" + "&".join(f"kind=k{number}" for number in range(50)),
        "/search?q=a&" + "&".join(f"year={number}" for number in range(2000)),
        "/search?q=a&" + "&".join(f"without=w{number}" for number in range(50)),
        "/search?q=a&page=1&page=2&page=x",
        "/search?" + "&" * 999,
        "/search?" + "=" * 999,
        "/search?q=" + "a" * 20_000,
        "/search?" + "a" * 20_000 + "=1",
        "/list?" + "&".join(f"work={WORK}" for _ in range(200)),
        "/list?" + "&".join(f"work={number:09}" for number in range(200)),
        "/list?" + "&".join("work=x" for _ in range(999)),
        "/" + "a/" * 5000,
        "/works/" + "0" * 20_000,
        "/search?q[]=a&q[0]=b&q.c=d",
        "/search?q=a;q=b#c?d",
    ]
