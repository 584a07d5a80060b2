"""An outage 停电事件 as a frozen value, and what may be said of it."""

from __future__ import annotations

from datetime import datetime, timedelta
from enum import StrEnum
from typing import NamedTuple

from engine.errors import InvalidInput, field_finding
from engine.words import Words

#: What stops the supply; the words are data of the interface, the keys are kept.
CAUSES = (
    "planned-work",
    "equipment",
    "weather",
    "external-damage",
    "overload",
    "grid",
    "customer",
    "unknown",
)
#: An outage that is planned to begin before this is a mistyped year.
EARLIEST = timedelta(days=31)
LATEST = timedelta(days=366)


class OutageKind(StrEnum):
    """Whether somebody wanted it."""

    PLANNED = "planned"
    FAULT = "fault"


class OutageStatus(StrEnum):
    """Announced until it begins, active until the supply is back."""

    ANNOUNCED = "announced"
    ACTIVE = "active"
    RESTORED = "restored"
    CANCELLED = "cancelled"


class Outage(NamedTuple):
    """One outage. Times are aware UTC; `expected_at` None: nobody can say yet.

    `transformer_area` None: it is known by its premises alone.
    """

    id: str
    kind: str
    status: str
    title: str
    cause: str
    description: str
    tier_id: str
    tier_path: str
    transformer_area: str | None
    starts_at: datetime
    expected_at: datetime | None
    restored_at: datetime | None
    recorded_by: str | None
    recorded_at: datetime
    revision: int
    chain_length: int
    chain_head: str

    @property
    def goes_on(self) -> bool:
        """Whether the supply is not back yet."""
        return self.status in (OutageStatus.ANNOUNCED, OutageStatus.ACTIVE)

    def facts(self) -> dict[str, object]:
        """Return what the history keeps of it."""
        names = "title cause description transformer_area starts_at expected_at restored_at status".split()
        return {name: getattr(self, name) for name in names}


def status_at(outage: Outage, now: datetime) -> str:
    """Return the status as time has it: what was announced is active once it has begun."""
    if outage.status == OutageStatus.ANNOUNCED and outage.starts_at <= now:
        return OutageStatus.ACTIVE
    return outage.status


def require_sensible(outage: Outage, now: datetime) -> None:
    """Refuse times that contradict each other.

    Raises:
        InvalidInput: it names the field.
    """
    findings = []
    if outage.kind == OutageKind.FAULT and outage.starts_at > now:
        findings.append(_wrong("starts_at", "a fault has begun already", "故障停电已经开始"))
    if not now - EARLIEST <= outage.starts_at <= now + LATEST:
        findings.append(_wrong("starts_at", "is too far away", "离现在太远"))
    if outage.expected_at is not None and outage.expected_at <= outage.starts_at:
        findings.append(_wrong("expected_at", "is before the beginning", "早于开始时间"))
    if outage.kind == OutageKind.PLANNED and outage.expected_at is None:
        findings.append(_wrong("expected_at", "a planned outage has an end", "计划停电须有结束时间"))
    if outage.restored_at is not None and not outage.starts_at <= outage.restored_at <= now:
        findings.append(
            _wrong("restored_at", "is before the beginning or in the future", "早于开始时间或在将来")
        )
    if findings:
        raise InvalidInput(Words("the times contradict each other", "时间互相矛盾"), findings=findings)


def _wrong(name: str, problem: str, problem_zh: str) -> dict[str, object]:
    return field_finding(name, Words(problem, problem_zh), Words("correct it", "请改正"))
