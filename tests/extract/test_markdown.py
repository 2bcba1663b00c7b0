"""Markdown is read as the page that it would become."""

from __future__ import annotations

from indexer.extract.markdown import read_markdown
from tests.extract.making import ample


def test_marks_are_not_text() -> None:
    """Headings, lists, emphasis and tables come without their marks."""
    source = (
        "---\ntitle: 'Sổ tay'\nauthor: Bình\n---\n"
        "# Sổ tay\n\n- **một**\n- [hai](x.html)\n\n| a | b |\n|---|---|\n| 1 | 2 |\n"
    )
    content = read_markdown(source.encode(), ample())
    (page,) = content.pages
    assert page.text == "Sổ tay\nmột\nhai\na | b\n1 | 2"
    assert [heading.level for heading in page.headings] == [1]
    assert content.properties == {"title": "Sổ tay", "author": "Bình"}
    assert page.reader == "markdown-it-py"
