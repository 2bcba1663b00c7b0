"""Requests, and how the site stands, into numbers that Prometheus reads.

One process serves all requests (waitress, with threads), so its own counters are the whole truth.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from prometheus_client import CollectorRegistry, Counter, Histogram, ProcessCollector
from prometheus_client.core import GaugeMetricFamily
from prometheus_client.exposition import CONTENT_TYPE_LATEST, generate_latest
from prometheus_client.registry import Collector

from indexer.records.runs import Outcome
from search_app.standing import Alarm

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from prometheus_client.metrics_core import Metric

    from indexer.records.runs import LastRun
    from search_app.standing import Serving, Standing

CONTENT_TYPE = CONTENT_TYPE_LATEST
_SECONDS = (0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0, 10.0)


class Metrics:
    """The numbers of one site."""

    def __init__(self) -> None:
        self._registry = CollectorRegistry()
        self._requests = Counter(
            "kyyeu_requests", "Requests answered.", ["route", "status"], registry=self._registry
        )
        self._seconds = Histogram(
            "kyyeu_request_seconds",
            "Time from a request to its answer.",
            ["route"],
            buckets=_SECONDS,
            registry=self._registry,
        )
        ProcessCollector(registry=self._registry)

    def watch(self, standing: Callable[[], Standing]) -> None:
        """Tell how the site stands whenever somebody asks."""
        self._registry.register(_Standings(standing))

    def count(self, route: str, status: int, seconds: float) -> None:
        """Count a request that was answered."""
        self._requests.labels(route, str(status)).inc()
        self._seconds.labels(route).observe(seconds)

    def text(self) -> bytes:
        """Return all numbers in Prometheus' text format."""
        return generate_latest(self._registry)


class _Standings(Collector):
    """How the site stands, as gauges."""

    def __init__(self, standing: Callable[[], Standing]) -> None:
        self._standing = standing

    def collect(self) -> Iterator[Metric]:
        """Yield the gauges of this moment."""
        standing = self._standing()
        yield _gauge("kyyeu_open", "1 when questions are answered.", standing.serving is not None)
        alarms = GaugeMetricFamily("kyyeu_alarm", "1 for what to look at.", labels=["alarm"])
        for alarm in Alarm:
            alarms.add_metric([alarm.value], float(alarm in standing.alarms))
        yield alarms
        if standing.serving is not None:
            yield from _of_generation(standing.serving)
        if standing.night is not None:
            yield from _of_night(standing.night)


def _of_generation(serving: Serving) -> Iterator[Metric]:
    built = serving.built.timestamp()
    yield _gauge("kyyeu_generation", "The generation that serves.", serving.number)
    yield _gauge("kyyeu_generation_built_timestamp_seconds", "When it was written.", built)
    yield _gauge(
        "kyyeu_generations_set_aside",
        "Newer generations that cannot serve.",
        len(serving.set_aside),
    )


def _of_night(night: LastRun) -> Iterator[Metric]:
    outcomes = GaugeMetricFamily(
        "kyyeu_night_outcome", "1 for how the last night ended.", labels=["outcome"]
    )
    for outcome in Outcome:
        outcomes.add_metric([outcome.value], float(outcome is night.outcome))
    yield outcomes
    moments = {"started": night.started, "ended": night.ended, "last_good": night.good}
    for name, moment in moments.items():
        if moment is not None:
            yield _gauge(
                f"kyyeu_night_{name}_timestamp_seconds",
                f"The last night: {name.replace('_', ' ')}.",
                moment.timestamp(),
            )
    yield _gauge("kyyeu_night_problems", "Files to look at after it.", night.problems)
    yield _gauge("kyyeu_night_refused", "Files it refused, stamped as secret.", night.refused)


def _gauge(name: str, text: str, value: float) -> Metric:
    return GaugeMetricFamily(name, text, value=float(value))
