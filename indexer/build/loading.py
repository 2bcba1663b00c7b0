"""The place of a thing in the program into the thing, loaded when it is asked for."""

from __future__ import annotations

from importlib import import_module
from typing import Any


def load(place: str) -> Any:  # noqa: ANN401 - whatever is there
    """Return what ``place`` names as ``module:name``."""
    module, _, name = place.partition(":")
    return getattr(import_module(module), name)
