"""The version of text recognition, which recognised pages carry."""

from __future__ import annotations

OCR_VERSION = "2"
"""To be raised by whoever changes the text that some picture gives; all are recognised anew."""
