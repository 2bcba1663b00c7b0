"""Scores of tokens into the best sequence of labels, for one sequence or many at once.

Of two equal paths the one through the smaller label is kept, as CRFsuite's ``crf1dc_viterbi`` does
(``max_score < score``), and sums are made in its order, so decisions are the same to the last bit.
Two labels are assumed: 0 and 1.
"""

from __future__ import annotations

from typing import Final

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
Integers = NDArray[np.int64]
Labels = NDArray[np.bool_]

_SEQUENCES_PER_STEP: Final = 32
"""With fewer sequences on average the array operations of a step cost more than plain numbers."""


def best_labels(scores: Floats, starts: Integers, lengths: Integers, transitions: Floats) -> Labels:
    """Return the label of every row of ``scores``, (n, 2); rows of no sequence have label 0.

    Sequence ``s`` has the ``lengths[s]`` rows from ``starts[s]`` on; it may be empty.
    """
    if lengths.sum() >= _SEQUENCES_PER_STEP * lengths.max(initial=1):
        return label_together(scores, starts, lengths, transitions)
    return label_singly(scores, starts, lengths, transitions)


def label_together(
    scores: Floats, starts: Integers, lengths: Integers, transitions: Floats
) -> Labels:
    """Do as ``best_labels`` with one step for the n-th rows of all sequences."""
    order = np.argsort(-lengths, kind="stable")
    starts = starts[order]
    # Longest first, so that the sequences that have an n-th row are always the first ones.
    active = np.searchsorted(-lengths[order], -np.arange(lengths.max(initial=0))).tolist()
    (stay, enter), (leave, go_on) = transitions.tolist()
    best_0, best_1 = np.zeros((2, len(starts)))
    back: list[tuple[Labels, Labels]] = []
    for place, count in enumerate(active):
        emitted = scores[starts[:count] + place]
        if place:
            before_0, before_1 = best_0[:count], best_1[:count]
            from_0, from_1 = before_0 + stay, before_1 + leave
            to_0, to_1 = before_0 + enter, before_1 + go_on
            back.append((from_1 > from_0, to_1 > to_0))
            emitted[:, 0] += np.maximum(from_0, from_1)
            emitted[:, 1] += np.maximum(to_0, to_1)
        best_0[:count], best_1[:count] = emitted.T
    label = best_1 > best_0
    labels = np.zeros(len(scores), np.bool_)
    for place in range(len(active) - 1, -1, -1):
        count = active[place]
        labels[starts[:count] + place] = label[:count]
        if place:
            back_0, back_1 = back[place - 1]
            label[:count] = np.where(label[:count], back_1, back_0)
    return labels


def label_singly(
    scores: Floats, starts: Integers, lengths: Integers, transitions: Floats
) -> Labels:
    """Do as ``best_labels`` sequence by sequence in plain numbers."""
    labels = np.zeros(len(scores), np.bool_)
    for start, length in zip(starts.tolist(), lengths.tolist(), strict=True):
        if length:
            rows = slice(start, start + length)
            labels[rows] = _label_one(scores[rows].tolist(), transitions.tolist())
    return labels


def _label_one(scores: list[list[float]], transitions: list[list[float]]) -> list[bool]:
    (stay, enter), (leave, go_on) = transitions
    best_0, best_1 = scores[0]
    back_0, back_1 = [False], [False]
    for emitted_0, emitted_1 in scores[1:]:
        from_0, from_1 = best_0 + stay, best_1 + leave
        to_0, to_1 = best_0 + enter, best_1 + go_on
        back_0.append(from_1 > from_0)
        back_1.append(to_1 > to_0)
        best_0 = (from_1 if back_0[-1] else from_0) + emitted_0
        best_1 = (to_1 if back_1[-1] else to_0) + emitted_1
    label = best_1 > best_0
    labels = [label]
    for came_to_0, came_to_1 in zip(reversed(back_0[1:]), reversed(back_1[1:]), strict=True):
        label = came_to_1 if label else came_to_0
        labels.append(label)
    labels.reverse()
    return labels
