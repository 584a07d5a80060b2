"""Issue a supervision order 督办: a superior watches orders, with a deadline for the reply."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import ClassVar
from zoneinfo import ZoneInfo

from engine import inbox
from engine.commands.case import Case
from engine.commands.command import Answer
from engine.commands.notifications.tell import tell
from engine.commands.work import Work
from engine.errors import NotFound
from engine.ids import new_id
from engine.orders import check_digit
from engine.org import Action, path_of, standing_above
from engine.store.supervisions import NewSupervision, insert_supervision, last_number
from engine.words import Words


@dataclass(frozen=True)
class IssueSupervision:
    """Supervise orders: the department replies by the deadline, and one's own accepts or sends back."""

    name: ClassVar[str] = "issue-supervision"

    order_ids: tuple[str, ...]
    department_id: str
    requirement: str
    deadline: datetime

    def perform(self, work: Work) -> Answer:
        """Issue it.

        Raises:
            NotFound, NotAllowed: an order that is not there, or not below one's tier.
            InvalidInput: no requirement, a deadline too soon, or a department that is not below one's own.
        """
        now, directory = work.services.time_and_place(work.tx)
        above = standing_above(work.actor, self.department_id, directory)
        inbox.issue(
            work.services.inbox_rules,
            now,
            deadline=self.deadline,
            orders=set(self.order_ids),
            above=above is not None,
        )
        requirement = inbox.require_reason(self.requirement, "requirement")
        assert above is not None
        cases = Case.of_orders(work, self.order_ids)
        for case in cases.values():
            case.require(Action.SUPERVISE_ORDER)
            case.require_open_to(department_id=self.department_id)
        path = path_of(self.department_id, directory)
        if path is None:
            raise NotFound(Words("there is no such department", "没有这个部门"))
        key = new_id()
        zone = directory.tiers[above.tier_id].zone
        number = _number(work, now.astimezone(ZoneInfo(zone)).date())
        insert_supervision(
            work.tx,
            NewSupervision(
                id=key,
                number=number,
                requirement=requirement,
                deadline=self.deadline,
                issuer_id=work.actor.id,
                issuer_department_id=above.id,
                department_id=self.department_id,
                tier_path=path,
                issued_at=now,
            ),
            list(cases),
        )
        for case in cases.values():
            case.record(
                "supervision.issued",
                body={
                    "supervision": key,
                    "number": number,
                    "deadline": self.deadline,
                    "given_from": above.id,
                    "given_to": [self.department_id],
                },
                values={"requirement": (None, requirement)},
            )
            case.save()
        tell(
            work,
            "supervised",
            departments=[self.department_id],
            order_id=next(iter(cases)),
            values={"reason": requirement, "deadline": self.deadline},
        )
        work.changed("supervision", [self.department_id, above.id])
        work.changed("inbox", [self.department_id, above.id])
        return {"supervision": key, "number": number, "revision": 1}


def _number(work: Work, day: date) -> str:
    """Return the next number of a day: D, the date, a serial of four digits, a check digit.

    Numbers are given one at a time: whoever issues waits for who is issuing.
    """
    work.tx.lock_channel([("supervision", "number")])
    first, beyond = f"D{day:%y%m%d}", f"D{day + timedelta(days=1):%y%m%d}"
    last = last_number(work.tx, first, beyond)
    serial = int(last[7:11]) + 1 if last is not None else 1
    digits = f"{day:%y%m%d}{serial:04d}"
    return f"D{digits}{check_digit(digits)}"
