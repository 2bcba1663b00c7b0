"""Titles and names of works, in a file beside each generation, by the beginnings of their words."""

from __future__ import annotations

from indexer.retrieval.labels.layout import LABELS_NAME, LabelKind
from indexer.retrieval.labels.reading import Borne, Label, Labels, Place, open_labels
from indexer.retrieval.labels.writing import write_labels

__all__ = [
    "LABELS_NAME",
    "Borne",
    "Label",
    "LabelKind",
    "Labels",
    "Place",
    "open_labels",
    "write_labels",
]
