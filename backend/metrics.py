"""Figures in Prometheus' text format, for whoever holds METRICS_TOKEN. Unset, there is no such page."""

from collections.abc import Iterator, Mapping

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.crypto import constant_time_compare
from django.views.decorators.http import require_safe
from prometheus_client import CollectorRegistry
from prometheus_client.exposition import CONTENT_TYPE_LATEST, generate_latest
from prometheus_client.metrics_core import (
    CounterMetricFamily,
    GaugeMetricFamily,
    HistogramMetricFamily,
    Metric,
)
from prometheus_client.registry import Collector

from planner.core import lateness
from planner.queries.engine import metrics
from planner.queries.engine.metrics import Figures

COUNTED = {
    "claimed": "Rows that a caller took on.",
    "sent": "Messages that the other end took.",
    "settled": "Rows that were held, merged or dropped at their moment.",
    "failed": "Sends that nobody answered, or that the other end had no time for.",
    "refused": "Sends whose message or address the other end refused, for good or for now.",
    "broken": "Rows that met a fault of ours.",
}


@require_safe
def page(request: HttpRequest) -> HttpResponse:
    _, _, token = request.headers.get("Authorization", "").partition("Bearer ")
    if not settings.METRICS_TOKEN or not constant_time_compare(token, settings.METRICS_TOKEN):
        raise Http404
    registry = CollectorRegistry()
    registry.register(_Rows(metrics.figures(now=timezone.now())))
    return HttpResponse(generate_latest(registry), content_type=CONTENT_TYPE_LATEST)


class _Rows(Collector):
    """The figures of all processes together, as the rows have them."""

    def __init__(self, figures: Figures) -> None:
        self._figures = figures

    def collect(self) -> Iterator[Metric]:
        for what, help_ in COUNTED.items():
            counts = {lane: tally.get(what, 0) for lane, tally in self._figures.tallies.items()}
            yield _labelled(CounterMetricFamily(f"alongside_{what}", help_, labels=["lane"]), counts)
        due = self._figures.due
        yield _gauge("due", "Rows that are due now.", {lane: one.count for lane, one in due.items()})
        yield _gauge("due_age_seconds", "Since when.", {lane: one.age_s for lane, one in due.items()})
        beats = {name.replace(" ", "_"): age_s for name, age_s in self._figures.beat_age_s.items()}
        yield _gauge("heartbeat_age_seconds", "Since somebody came by.", beats)
        resting = {lane: lane in self._figures.resting for lane in due}
        yield _gauge("resting", "1 while nobody answers at the other end of a lane.", resting)
        yield self._lateness()

    def _lateness(self) -> Metric:
        family = HistogramMetricFamily("alongside_late_seconds", "From due to sent.", labels=["lane"])
        for lane, tally in self._figures.tallies.items():
            family.add_metric([lane], buckets=_buckets(tally), sum_value=tally.get("late_ms", 0) / 1000)
        return family


def _gauge(name: str, help_: str, values: Mapping[str, float]) -> Metric:
    return _labelled(GaugeMetricFamily(f"alongside_{name}", help_, labels=["lane"]), values)


def _labelled(family: CounterMetricFamily | GaugeMetricFamily, values: Mapping[str, float]) -> Metric:
    for lane, value in sorted(values.items()):
        family.add_metric([lane], value)
    return family


def _buckets(tally: Mapping[str, int]) -> list[tuple[str, float]]:
    """Cumulative, as Prometheus wants them."""
    total, found = 0, []
    names = [str(one) for one in lateness.BOUNDS_S]
    for bound, name in (*zip(names, names, strict=True), ("+Inf", lateness.MORE)):
        total += tally.get(f"late_{name}", 0)
        found.append((bound, float(total)))
    return found
