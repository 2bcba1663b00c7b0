"""Blocks of one tier into a segment: an immutable stock Whoosh index and two side files.

``works.jsonl`` has one object per work in the order of their passages: id, fingerprint, first
passage, number of passages, facets, sort keys. ``passages.npy`` has one row per passage: its page
number (0 for a head), then the exact number of terms of each layer (Whoosh itself keeps lengths in
one byte).
"""

from __future__ import annotations

import json
from array import array
from typing import TYPE_CHECKING

import numpy as np
from whoosh.index import create_in

from indexer.engine.blocks import Layer
from indexer.engine.durable import sync_tree
from indexer.engine.manifest import SegmentEntry, list_files
from indexer.engine.schema import make_schema

if TYPE_CHECKING:
    from pathlib import Path

    from indexer.engine.blocks import Block, Passage
    from indexer.records.works import Tier

WORKS = "works.jsonl"
PASSAGES = "passages.npy"

LIMIT_MB = 64
"""How many MiB of postings Whoosh gathers before it sorts them to disk, per open segment."""


class SegmentDraft:
    """A segment being written; :meth:`finish` or :meth:`cancel` ends it."""

    def __init__(self, directory: Path, tier: Tier) -> None:
        # Whoosh's create_in wipes what it finds, so it only ever sees a new directory.
        directory.mkdir(parents=True)
        self._directory = directory
        self._tier = tier
        self._works = 0
        self._passages = 0
        self._rows = array("i")
        self._listing = (directory / WORKS).open("w", encoding="utf-8")
        # A compound segment would be read into memory whole when it is opened.
        self._writer = create_in(str(directory), make_schema()).writer(
            limitmb=LIMIT_MB, compound=False
        )

    def add(self, block: Block) -> None:
        """Append the passages of a work."""
        line = {
            "work": block.work,
            "fingerprint": block.fingerprint,
            "first": self._passages,
            "count": len(block.passages),
            "facets": {name: sorted(set(codes)) for name, codes in block.facets.items()},
            "order": dict(block.order),
        }
        self._listing.write(json.dumps(line, ensure_ascii=True) + "\n")
        for passage in block.passages:
            self._add_passage(passage)
        self._works += 1

    def finish(self) -> SegmentEntry:
        """Write the segment to the disk and return its entry for the manifest."""
        # NO_MERGE in effect: the directory never holds another segment.
        self._writer.commit(merge=False)
        self._listing.close()
        rows = np.frombuffer(self._rows, dtype=np.int32).reshape(-1, 1 + len(Layer))
        np.save(self._directory / PASSAGES, rows, allow_pickle=False)
        sync_tree(self._directory)
        return SegmentEntry(
            id=self._directory.name,
            tier=self._tier,
            works=self._works,
            passages=self._passages,
            files=list_files(self._directory),
        )

    def cancel(self) -> None:
        """Let go of the files; the directory is left to be swept."""
        self._listing.close()
        if not self._writer.is_closed:
            # Without it Whoosh keeps its lock and its files.
            self._writer.cancel()

    def _add_passage(self, passage: Passage) -> None:
        layers = {layer: passage.layers.get(layer, ()) for layer in Layer}
        self._writer.add_document(
            text=passage.text,
            label=passage.label,
            unit=passage.unit,
            sha256=passage.sha256,
            **{layer.value: terms for layer, terms in layers.items()},
        )
        self._rows.append(passage.page)
        self._rows.extend(len(terms) for terms in layers.values())
        self._passages += 1
