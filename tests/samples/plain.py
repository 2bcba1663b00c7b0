"""A text turned into plain files: Markdown, text and a page of HTML."""

from html import escape

from tests.samples.blocks import Block, Bullets, Heading, Paragraph, Table, Text
from tests.samples.inline import plain
from tests.samples.wording import notice

PAGE = """<!DOCTYPE html>
<html lang="vi">
<head>
<meta charset="utf-8">
<title>{title}</title>
<meta name="author" content="{author}">
<meta name="keywords" content="{keywords}">
</head>
<body>
<header><p class="notice">{notice}</p>
<nav><a href="/">Trang chủ</a> <a href="/doi-ngoai">Hợp tác quốc tế</a></nav></header>
<article>
{article}
</article>
<footer><p>Vụ Hợp tác quốc tế – trang tin nội bộ (mẫu)</p></footer>
</body>
</html>
"""


def markdown(text: Text) -> bytes:
    """Write a text as Markdown."""
    parts = [f"> {notice(text.field('language'))}", *(_markdown(each) for each in text.blocks)]
    return ("\n\n".join(parts) + "\n").encode()


def typed(text: Text) -> bytes:
    """Write a text as a plain file with the line ends of an office computer."""
    parts = [notice(text.field("language")), *(_typed(each) for each in text.blocks)]
    return ("\n\n".join(parts) + "\n").replace("\n", "\r\n").encode("utf-8-sig")


def html(text: Text) -> bytes:
    """Write a text as a page of a news site."""
    page = PAGE.format(
        title=escape(text.field("title")),
        author=escape(text.field("author")),
        keywords=escape(text.field("keywords")),
        notice=escape(notice(text.field("language"))),
        article="\n".join(_html(each) for each in text.blocks),
    )
    return page.encode()


def _markdown(block: Block) -> str:
    match block:
        case Heading():
            return f"{'#' * block.level} {block.text}"
        case Bullets():
            return "\n".join(f"- {item}" for item in block.items)
        case Table():
            lines = [f"| {' | '.join(row)} |" for row in block.rows]
            lines.insert(1, f"|{' --- |' * len(block.rows[0])}")
            return "\n".join(lines)
        case Paragraph():
            return block.text
    raise NotImplementedError(type(block).__name__)  # Word and PDF only


def _typed(block: Block) -> str:
    match block:
        case Table():
            return "\n".join("\t".join(row) for row in block.rows)
        case Heading():
            return block.text.upper()
        case _:
            return plain(_markdown(block))


def _html(block: Block) -> str:
    match block:
        case Heading():
            return f"<h{block.level}>{escape(block.text)}</h{block.level}>"
        case Bullets():
            items = "".join(f"<li>{escape(plain(item))}</li>" for item in block.items)
            return f"<ul>{items}</ul>"
        case Table():
            rows = "".join(
                f"<tr>{''.join(f'<td>{escape(cell)}</td>' for cell in row)}</tr>"
                for row in block.rows
            )
            return f"<table>{rows}</table>"
        case Paragraph():
            return f"<p>{escape(plain(block.text))}</p>"
    raise NotImplementedError(type(block).__name__)  # Word and PDF only
