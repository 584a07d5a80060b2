"""Supervision orders 督办单: issued, replied to, accepted or sent back. May it be done now?

Pure. A supervision order is a document of its own: it changes nobody's task, and moves no token.
"""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime, timedelta
from enum import StrEnum
from typing import NamedTuple

from engine.errors import Conflict, HeldByAnother, InvalidInput, NotAllowed, RevisionConflict, field_finding
from engine.inbox.decisions import Name
from engine.inbox.rules import InboxRules
from engine.words import Words

MOST_ORDERS = 50


class SupervisionStatus(StrEnum):
    """Where a supervision order stands."""

    ISSUED = "issued"
    REPLIED = "replied"
    SENT_BACK = "sent-back"
    ACCEPTED = "accepted"
    WITHDRAWN = "withdrawn"


#: What waits for the supervised department's reply.
TO_REPLY = (SupervisionStatus.ISSUED, SupervisionStatus.SENT_BACK)
CLOSED = (SupervisionStatus.ACCEPTED, SupervisionStatus.WITHDRAWN)


class SupervisionFacts(NamedTuple):
    """A supervision order as the decisions see it. Times are aware UTC business time."""

    id: str
    number: str
    status: str
    deadline: datetime
    issuer_id: str
    issuer_department_id: str
    department_id: str
    replied_by: str | None
    replied_at: datetime | None
    judged_by: str | None
    judged_at: datetime | None
    rounds: int
    revision: int


def issue(
    rules: InboxRules, now: datetime, *, deadline: datetime, orders: Collection[str], above: bool
) -> None:
    """Decide issuing: by a tier `above` the supervised department, with a deadline that can be met."""
    if not above:
        raise InvalidInput(
            Words(
                "only a superior tier supervises: choose a department below one of yours",
                "只有上级可以督办：请选下级部门",
            ),
            findings=[
                field_finding(
                    "department", Words("is not below you", "不是您的下级"), Words("choose another", "请另选")
                )
            ],
        )
    if not 1 <= len(orders) <= MOST_ORDERS:
        raise InvalidInput(
            Words(
                f"a supervision order is about 1 to {MOST_ORDERS} orders",
                f"督办单针对 1 到 {MOST_ORDERS} 张工单",
            ),
            findings=[
                field_finding(
                    "orders", Words("are none or too many", "为空或太多"), Words("correct it", "请改正")
                )
            ],
        )
    require_deadline(rules, now, deadline)


def require_deadline(rules: InboxRules, now: datetime, deadline: datetime) -> None:
    """Raise InvalidInput unless a deadline has a zone and lies as far off as the rule says."""
    hours = rules.supervision_least_hours
    if deadline.tzinfo is None or deadline < now + timedelta(hours=hours):
        raise InvalidInput(
            Words(
                f"the deadline must lie at least {hours} hour(s) ahead, with a time zone",
                f"期限至少在 {hours} 小时之后，并带时区",
            ),
            findings=[
                field_finding(
                    "deadline", Words("is too soon", "太近"), Words("choose later", "请选更晚的时间")
                )
            ],
        )


def reply(
    facts: SupervisionFacts, person: str, own: Collection[str], revision: int | None, name_of: Name
) -> None:
    """Decide a reply, by the supervised department."""
    _require_of(facts.department_id, own, name_of, "replies to it", "答复")
    if facts.status == SupervisionStatus.REPLIED:
        raise HeldByAnother(
            Words(
                f"{name_of(facts.replied_by)} has replied to {facts.number}",
                f"{name_of(facts.replied_by)} 已答复 {facts.number}",
            ),
            name_of(facts.replied_by),
            facts.replied_at,
        )
    _require_open(facts, name_of)
    _require_revision(facts, revision, name_of)


def judge(
    facts: SupervisionFacts, person: str, own: Collection[str], revision: int | None, name_of: Name
) -> None:
    """Decide accepting a reply or sending it back, by the department that issued it."""
    _require_of(facts.issuer_department_id, own, name_of, "judges the reply", "评定答复")
    _require_open(facts, name_of)
    if facts.status != SupervisionStatus.REPLIED:
        raise Conflict(
            Words(
                f"{facts.number} has no reply to judge: wait for it, or withdraw it",
                f"{facts.number} 还没有答复：请等待，或撤回",
            )
        )
    _require_revision(facts, revision, name_of)


def withdraw_supervision(
    facts: SupervisionFacts, person: str, own: Collection[str], revision: int | None, name_of: Name
) -> None:
    """Decide taking a supervision order back, by the department that issued it."""
    _require_of(facts.issuer_department_id, own, name_of, "withdraws it", "撤回")
    _require_open(facts, name_of)
    _require_revision(facts, revision, name_of)


def _require_of(department: str, own: Collection[str], name_of: Name, does: str, does_zh: str) -> None:
    if department not in own:
        raise NotAllowed(
            Words(f"{name_of(department)} {does}, not you", f"由{name_of(department)}{does_zh}，不是您")
        )


def _require_open(facts: SupervisionFacts, name_of: Name) -> None:
    if facts.status in CLOSED:
        done = "accepted" if facts.status == SupervisionStatus.ACCEPTED else "withdrawn"
        done_zh = "通过" if facts.status == SupervisionStatus.ACCEPTED else "撤回"
        raise HeldByAnother(
            Words(
                f"{facts.number} was {done} by {name_of(facts.judged_by)}",
                f"{facts.number} 已由 {name_of(facts.judged_by)} {done_zh}",
            ),
            name_of(facts.judged_by),
            facts.judged_at,
        )


def _require_revision(facts: SupervisionFacts, revision: int | None, name_of: Name) -> None:
    if revision is not None and revision != facts.revision:
        touched = [(facts.replied_at, facts.replied_by), (facts.judged_at, facts.judged_by)]
        at, by = max(((at, by) for at, by in touched if at is not None), default=(None, None))
        raise RevisionConflict(facts.number, revision, facts.revision, name_of(by), at)
