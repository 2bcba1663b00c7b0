"""The figures of a contest into a table for people."""

from __future__ import annotations

from typing import Any


def as_table(figures: dict[str, Any]) -> str:
    """Return one table per shelf: a column per engine, a row per class and figure."""
    lines = [f"{figures['passages']} passages"]
    for shelf, contest in figures["shelves"].items():
        lines += ["", *_shelf(shelf, contest)]
    return "\n".join(lines)


def _shelf(shelf: str, contest: dict[str, Any]) -> list[str]:
    engines = contest["engines"]
    lines = [_row(shelf, list(engines))]
    for kind in next(iter(engines.values()))["classes"]:
        held = [engine["classes"][kind] for engine in engines.values()]
        lines.append(_row(f"{kind}, ms", [f"{one['p50']:.2f} / {one['p95']:.2f}" for one in held]))
        again = [f"{one['again_p50']:.2f} / {one['again_p95']:.2f}" for one in held]
        lines.append(_row("  again", again))
    lines += [
        _row(name, [str(engine[name]) for engine in engines.values()])
        for name in (
            "open_ms",
            "first_answer_ms",
            "cold_answer_ms",
            "addition_ms",
            "cold_addition_ms",
            "private_mb",
            "shared_mb",
        )
        if all(name in engine for engine in engines.values())
    ]
    lines.append(_row("built before", [str(engine["built_before"]) for engine in engines.values()]))
    for group in ("mixed", "building"):
        held = [engine[group] for engine in engines.values() if group in engine]
        names = list(held[0]) if held else []
        for name in names:
            cells = [str(engine.get(group, {}).get(name, "")) for engine in engines.values()]
            lines.append(_row(name, cells))
    lines.append("milliseconds are p50 / p95 of the first run of each search, then of later runs")
    for pair, shares in contest["agreement"].items():
        agreed = ", ".join(f"{kind} {share}" for kind, share in shares.items())
        lines.append(f"best ten in common, {pair}: {agreed}")
    return lines


def _row(name: str, cells: list[str]) -> str:
    return f"{name:26}" + "".join(f"{cell:>20}" for cell in cells)
