"""The deployments, defined here and only here: what runs on schedule, and what can be ordered in Prefect's pages."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from importlib.metadata import version
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo

from flows.settings import Settings

if TYPE_CHECKING:
    from prefect.deployments.runner import RunnerDeployment
    from prefect.schedules import Schedule

MIDNIGHT = (2026, 1, 1)
"""Intervals count from the midnight of this day: every 15 minutes is at :00, :15, :30, :45, whenever one started."""


@dataclass(frozen=True, slots=True)
class Planned:
    """A deployment.

    Attributes:
        flow: Name of the flow's function in ``flows/prefect_flows.py``.
        name: Of the deployment and of its flow.
        every: Seconds between two runs.
        cron: Or when it runs, as five cron fields. Neither: only when somebody orders it.
        tags: To filter by in Prefect's pages.
        description: Markdown, for its page.
        parameters: Given to each run on schedule.
    """

    flow: str
    name: str
    description: str
    tags: tuple[str, ...]
    every: int | None = None
    cron: str | None = None
    parameters: dict[str, Any] = field(default_factory=dict)

    @property
    def is_scheduled(self) -> bool:
        """Whether it runs by itself."""
        return self.every is not None or self.cron is not None


def planned(settings: Settings, places: Sequence[str] = ()) -> list[Planned]:
    """All deployments of an instance.

    Args:
        settings: Give the times.
        places: Where files come from; none: those of the settings, asked for at each run.
    """
    given = {"places": list(places)} if places else {}
    return [
        Planned(
            "ingest_flow",
            "ingest",
            "Takes in what is new at all places: read, check, load; the release `current` follows if anything changed. "
            "Each file is taken exactly once. Files that were touched a moment ago are left for the next run.",
            ("lumbung", "ingest"),
            every=settings.ingest_seconds,
            parameters=given,
        ),
        Planned(
            "publish_flow",
            "publish",
            "Brings the release `current` up to date. Order it with `citable` for one that is kept for ever.",
            ("lumbung", "publish"),
            cron=settings.publish_cron,
        ),
        Planned(
            "report_flow",
            "laporan-harian",
            "Writes the operators' report of the day under `laporan/`: what came in, what needs a person, who is late.",
            ("lumbung", "laporan"),
            cron=settings.report_cron,
        ),
        Planned(
            "backfill_flow",
            "back-fill",
            "Has no schedule: order it with a month. Takes in what is new at all places, then reads and judges again "
            "what of that month was returned, rejected or failed, with the rules of today. Later attempts of the "
            "same office and month are judged with it; all else that is published stays as it is. "
            "The same as `lumbung backfill 2026-09`.",
            ("lumbung", "ingest", "back-fill"),
            parameters=given,
        ),
    ]


def deployment_of(one: Planned, settings: Settings) -> RunnerDeployment:
    """A deployment as Prefect's runner takes it.

    Raises:
        ValueError: a cron line or the time zone of the settings makes no sense.
    """
    from prefect.deployments.runner import RunnerDeployment
    from prefect.types.entrypoint import EntrypointType

    from flows import prefect_flows

    return RunnerDeployment.from_flow(
        getattr(prefect_flows, one.flow),
        one.name,
        schedule=_schedule(one, settings.timezone),
        parameters=one.parameters,
        description=one.description,
        tags=list(one.tags),
        version=version("lumbung"),
        entrypoint_type=EntrypointType.MODULE_PATH,
    )


def _schedule(one: Planned, timezone: str) -> Schedule | None:
    from prefect.schedules import Cron, Interval

    if one.cron is not None:
        return Cron(one.cron, timezone=timezone)
    if one.every is not None:
        return Interval(one.every, anchor_date=datetime(*MIDNIGHT, tzinfo=ZoneInfo(timezone)), timezone=timezone)
    return None
