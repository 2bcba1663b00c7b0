"""A short guide to searching, in the reader's language."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import render_template

if TYPE_CHECKING:
    from search_app.context import Visit


def guide(visit: Visit) -> str:  # noqa: ARG001 - the same for everybody
    """Show how questions are written."""
    return render_template("guide.html")
