"""The work order as a frozen value, its states, and how diagrams see it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import Any


class Category(StrEnum):
    """Order categories (shared with IEC 61968 TroubleOrder and WorkRequest by meaning)."""

    FAULT_REPORT = "fault-report"
    ENQUIRY = "enquiry"
    QUERY = "query"
    COMPLAINT = "complaint"
    THEFT_TIP_OFF = "theft-tip-off"
    MISCONDUCT_TIP_OFF = "misconduct-tip-off"
    SUGGESTION = "suggestion"
    GRIEVANCE = "grievance"
    PRAISE = "praise"
    SERVICE_REQUEST = "service-request"
    CONNECTION_REQUEST = "connection-request"
    GAS_EMERGENCY = "gas-emergency"
    GAS_CONNECTION = "gas-connection"


#: Restricted from the moment they are opened: whoever took the tip-off is named, and whom the process names.
RESTRICTED = frozenset({Category.THEFT_TIP_OFF, Category.MISCONDUCT_TIP_OFF})


class Status(StrEnum):
    """The order's life: 办结 done and 归档 archived are two different moments."""

    OPEN = "open"
    HELD = "held"
    DONE = "done"
    ARCHIVED = "archived"
    CANCELLED = "cancelled"


#: How orders are linked by hand.
LINK_KINDS = ("related", "child", "duplicate", "claim")
#: How callers are flagged.
FLAG_KINDS = ("sensitive", "nuisance")
LIVE = (Status.OPEN, Status.HELD, Status.DONE)


@dataclass(frozen=True)
class Hold:
    """A hold 挂起: why, until when (aware UTC), who asked and who approved."""

    reason: str
    until: datetime | None
    asked_by: str | None
    approved_by: str | None
    since: datetime


@dataclass(frozen=True)
class WorkOrder:
    """One order. Times are aware UTC business time; `fields` are the package's own, by its JSON Schema."""

    id: str
    number: str
    category: str
    status: str
    title: str
    tier_id: str
    tier_path: str
    opened_at: datetime
    event_at: datetime
    profile: str
    package: str | None = None
    stage: str | None = None
    round: int = 1
    priority: int = 0
    description: str = ""
    fields: Mapping[str, Any] = field(default_factory=dict)
    area: str | None = None
    customer_class: str | None = None
    territory_id: str | None = None
    supply_unit_id: str | None = None
    unit_tier_id: str | None = None
    customer_id: str | None = None
    premise_id: str | None = None
    caller_name: str | None = None
    caller_number: str | None = None
    call_id: str | None = None
    origin_department_id: str | None = None
    crew_id: str | None = None
    opened_by: str | None = None
    done_at: datetime | None = None
    archived_at: datetime | None = None
    outcome: str | None = None
    attention: str | None = None
    urges: int = 0
    hold: Hold | None = None
    #: When the service is expected to be restored, or the work to be done; None: nobody has said.
    expected_at: datetime | None = None
    #: The main order into which it was merged; None: it stands for itself.
    main_id: str | None = None
    #: How many orders are merged into it.
    merged: int = 0
    #: How many units support the one in charge 协办.
    supports: int = 0
    #: It opens only to those named in it.
    restricted: bool = False
    revision: int = 1
    chain_length: int = 0
    chain_head: str = ""

    @classmethod
    def restored(cls, values: Iterable[tuple[str, Any]]) -> WorkOrder:
        """Return an order from all its fields as stored; three times as fast as `WorkOrder(…)`."""
        self = object.__new__(cls)
        self.__dict__.update(values)
        return self

    def but(self, **changes: Any) -> WorkOrder:
        """Return this order with some fields changed; ten times as fast as `dataclasses.replace`."""
        other = object.__new__(WorkOrder)
        other.__dict__.update(self.__dict__)
        other.__dict__.update(changes)
        return other

    @property
    def live(self) -> bool:
        """Whether the order is still going round."""
        return self.status in LIVE

    @property
    def is_open(self) -> bool:
        """Whether there is still work to do on the order: it is neither done nor ended."""
        return self.status in (Status.OPEN, Status.HELD)

    def facts(self) -> dict[str, Any]:
        """Return the order as diagrams see it under the name `order`."""
        return {
            "id": self.id,
            "number": self.number,
            "category": self.category,
            "status": self.status,
            "stage": self.stage,
            "round": self.round,
            "priority": self.priority,
            "title": self.title,
            "area": self.area,
            "customer_class": self.customer_class,
            "caller_name": self.caller_name,
            "caller_number": self.caller_number,
            "opened_at": self.opened_at,
            "event_at": self.event_at,
            "opened_by": self.opened_by,
            "urges": self.urges,
            "outcome": self.outcome,
            "has_crew": self.crew_id is not None,
            "expected_at": self.expected_at,
            "is_merged": self.main_id is not None,
            "merged": self.merged,
            **self.fields,
        }
