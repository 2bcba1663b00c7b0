"""The version of the readers, which stored texts carry."""

from __future__ import annotations

READER_VERSION = "7"
"""To be raised by whoever changes the text that some file gives, also by a newer library."""
