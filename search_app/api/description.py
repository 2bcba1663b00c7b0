"""The hand-written ``openapi.json`` into the description of this very site."""

from __future__ import annotations

import json
from importlib.resources import files
from typing import Any


def read_description(name: str, server: str) -> dict[str, Any]:
    """Return the OpenAPI 3.1 document, with the site's name and the path of its API."""
    text = files("search_app").joinpath("api", "openapi.json").read_text(encoding="utf-8")
    document: dict[str, Any] = json.loads(text)
    document["info"]["title"] = name
    document["servers"] = [{"url": server}]
    return document
