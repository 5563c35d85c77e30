"""What Prefect's list of runs says after an outage, put right: one late run is enough, and dead runs are not running.

Every run takes in all that there is, so ten late ones would find nothing more than one. Prefect would start them all.
"""

from __future__ import annotations

from collections.abc import Collection
from datetime import UTC, datetime
from uuid import UUID

from prefect.client.orchestration import SyncPrefectClient, get_client
from prefect.client.schemas.filters import (
    FlowRunFilter,
    FlowRunFilterDeploymentId,
    FlowRunFilterState,
    FlowRunFilterStateType,
)
from prefect.client.schemas.objects import FlowRun, StateType
from prefect.client.schemas.sorting import FlowRunSort
from prefect.context import FlowRunContext
from prefect.states import Cancelled, Crashed

COVERED = "covered by a later run: each takes in all that there is"
GONE = "the schedule ended while it ran; the next run goes on from where it was"


def name_this_run(name: str) -> None:
    """Call the flow run that we are in as the ledger calls it."""
    run = _this_run()
    if run is not None:
        with get_client(sync_client=True) as client:
            client.update_flow_run(run.id, name=name)


def cover_overdue() -> None:
    """In a run on schedule: the other runs of its deployment that are due by now are not needed any more."""
    run = _this_run()
    if run is not None and run.deployment_id is not None and run.auto_scheduled:
        with get_client(sync_client=True) as client:
            _cancel(client, [one for one in _due(client, run.deployment_id) if one.id != run.id])


def keep_latest_overdue(client: SyncPrefectClient, deployment: UUID) -> None:
    """When a schedule begins: of the runs that are due already, only the latest is made up for."""
    _cancel(client, _due(client, deployment)[:-1])


def bury_dead(client: SyncPrefectClient, deployments: Collection[UUID]) -> None:
    """When a schedule begins: what is said to be running died with the schedule before."""
    found = _in_states(client, deployments, [StateType.RUNNING, StateType.PENDING, StateType.CANCELLING])
    for run in found:
        client.set_flow_run_state(run.id, Crashed(message=GONE), force=True)


def _this_run() -> FlowRun | None:
    context = FlowRunContext.get()
    return context.flow_run if context is not None else None


def _in_states(client: SyncPrefectClient, deployments: Collection[UUID], states: list[StateType]) -> list[FlowRun]:
    return client.read_flow_runs(
        flow_run_filter=FlowRunFilter(
            deployment_id=FlowRunFilterDeploymentId(any_=list(deployments)),
            state=FlowRunFilterState(type=FlowRunFilterStateType(any_=states)),
        ),
        sort=FlowRunSort.EXPECTED_START_TIME_ASC,
    )


def _due(client: SyncPrefectClient, deployment: UUID) -> list[FlowRun]:
    """Runs that the scheduler made (not those that a person ordered) and that should have begun, the oldest first."""
    now = datetime.now(UTC)
    return [
        run
        for run in _in_states(client, [deployment], [StateType.SCHEDULED])
        if run.auto_scheduled and run.expected_start_time is not None and run.expected_start_time <= now
    ]


def _cancel(client: SyncPrefectClient, runs: Collection[FlowRun]) -> None:
    for run in runs:
        client.set_flow_run_state(run.id, Cancelled(message=COVERED))


def next_planned(client: SyncPrefectClient, deployment: UUID) -> datetime | None:
    """When the next run of a deployment is due, as Prefect's scheduler has planned it."""
    now = datetime.now(UTC)
    planned = [run.expected_start_time for run in _in_states(client, [deployment], [StateType.SCHEDULED])]
    return next((at for at in planned if at is not None and at > now), None)
