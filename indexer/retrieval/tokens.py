"""A text of a question into its tokens, made once for all the steps that take it up."""

from __future__ import annotations

from functools import lru_cache

from indexer.language.analyser import tokenise

_REMEMBERED = 256
"""Texts: those of the questions that are being answered, and what their corrections consist of."""

tokens_of = lru_cache(_REMEMBERED)(tokenise)
"""As :func:`indexer.language.analyser.tokenise`."""
