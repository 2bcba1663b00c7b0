from __future__ import annotations

import pytest

from indexer.language.segmentation.templates import Template, View, parse_template


def test_templates_are_read_from_their_names() -> None:
    """Places, width and function stand in the name."""
    assert parse_template("T[-2]") == Template("T[-2]", -2, View(1, ""))
    assert parse_template("T[-1,1].lower") == Template("T[-1,1].lower", -1, View(3, "lower"))


@pytest.mark.parametrize("name", ["", "T[a]", "T[0", "T[0].", "X[0]"])
def test_other_names_are_refused(name: str) -> None:
    """A name of another form is an error, not a guess."""
    with pytest.raises(ValueError, match="not a feature template"):
        parse_template(name)
