"""What was read from a file, into what the work in it suggests of itself."""

from __future__ import annotations

from indexer.describe.description import Description, describe, describe_pages
from indexer.describe.document import Document
from indexer.describe.names import Mention, NameFinder

__all__ = ["Description", "Document", "Mention", "NameFinder", "describe", "describe_pages"]
