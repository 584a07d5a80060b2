"""Tell people and departments something, in the transaction of the command that did it.

    tell(work, "urged", departments=[task.department_id], order_id=order.id, values={"count": order.urges})

A notice is written for each person and department named. What goes out of the application follows the
choices of each person told, the members of the departments among them: a job now, or a row that a worker
collects when it is due (`SendDueNotices`). Nothing is sent here, and nothing when the command fails.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from datetime import datetime
from typing import Any

from engine.commands.notifications.sending import insert_sending
from engine.commands.work import Work
from engine.ids import new_id
from engine.notices import KINDS, Kind, Reader, render, sendings
from engine.orders import WorkOrder
from engine.org import Action, Actor, Directory, Target, may
from engine.store.notices import WaitingRow, insert_waiting, readers_of
from engine.store.notifications import NotificationRow, insert_notification
from engine.store.orders import order_by_id
from engine.store.restrictions import restriction_of
from engine.words import Words

MOST_CHARACTERS = 2000
_ZONE = "UTC"


def tell(
    work: Work,
    kind: str,
    *,
    people: Iterable[str | None] = (),
    departments: Iterable[str | None] = (),
    order_id: str | None = None,
    values: Mapping[str, Any] | None = None,
    job_id: str | None = None,
) -> list[str]:
    """Write notices of a kind (engine.notices.kinds); return their ids, people's first.

    `values` are those of the kind's placeholders that are known: texts, `Words`, numbers, aware moments,
    lists of these. `order` with `title`, and `actor`, are found when they are not given. Nobody is told what
    they did themselves, nobody twice, and of a restricted order nobody to whom it does not open; None among
    those to be told is nobody. What is about an order is told to those too who stand in for a person.
    `job_id` is the effect that tells it, which tells one person or department.

    Raises:
        ValueError: there is no such kind, or it has no such placeholder: the caller is mistaken.
    """
    known = KINDS.get(kind)
    if known is None or not set(values or ()) <= set(known.allowed):
        raise ValueError(f"no kind of notice {kind!r} with {sorted(values or ())}")
    now, directory = work.services.time_and_place(work.tx)
    wanted = [one for one in people if one in directory.people]
    if order_id is not None:
        wanted += [other for one in wanted for other in directory.substitutes_of(one, now)]
    persons = [one for one in dict.fromkeys(wanted) if one != work.actor.id]
    places = [one for one in dict.fromkeys(departments) if one in directory.departments]
    order = order_by_id(work.tx, order_id) if order_id is not None else None
    place = None
    if order is not None and order.restricted:
        place = Target(order.tier_path, restriction=restriction_of(work.tx, order.id))
    persons = _opening(place, persons, directory)
    if not persons and not places:
        return []
    facts = _facts(work, order, directory, values or {})
    telling = _Telling(work, known, facts, now, directory, order_id, place)
    made = [telling.write(job_id, person=one) for one in persons]
    made += [telling.write(job_id, department=one) for one in places]
    telling.send(persons, places)
    return made


def _facts(
    work: Work, order: WorkOrder | None, directory: Directory, given: Mapping[str, Any]
) -> dict[str, Any]:
    actor: Any = directory.person_name(work.actor.id)
    if work.actor.is_system:
        actor = Words("The system", "系统")
    elif work.actor.on_behalf_of is not None:
        for_whom = directory.person_name(work.actor.on_behalf_of)
        actor = Words(f"{actor} (for {for_whom})", f"{actor}（代 {for_whom}）")
    facts = {"order": None, "title": None, "actor": actor, **given}
    if order is not None and "order" not in given:
        facts |= {"order": order.number, "title": order.title}
    if order is not None and order.restricted:
        # What goes out by mail or message is read by whoever holds the telephone.
        facts["title"] = Words("restricted", "限制查阅")
    return facts


def _opening(place: Target | None, people: Iterable[str], directory: Directory) -> list[str]:
    """Return to whom of these a restricted order opens; `place` None: it is not restricted.

    A department's own notice is in the list of those of its members alone to whom the order opens.
    """
    return [one for one in people if place is None or may(Actor(one), Action.SEE_ORDER, place, directory)]


class _Telling:
    """One thing that is told, to all whom it concerns."""

    def __init__(
        self,
        work: Work,
        kind: Kind,
        facts: Mapping[str, Any],
        now: datetime,
        directory: Directory,
        order_id: str | None,
        place: Target | None,
    ) -> None:
        self._work, self._kind, self._facts, self._now = work, kind, facts, now
        self._directory, self._order_id, self._place = directory, order_id, place
        self._text = work.services.notice_text(work.tx, kind)

    def write(self, job_id: str | None, *, person: str | None = None, department: str | None = None) -> str:
        """Write one notice; return its id."""
        zone = self._zone_of_department(department) if department else self._zone_of(person or "")
        text, chinese = self._rendered("en", zone), self._rendered("zh", zone)
        row = NotificationRow(
            new_id(),
            department,
            person,
            self._order_id,
            job_id,
            self._kind.key,
            text,
            chinese if chinese != text else None,
            self._now,
        )
        insert_notification(self._work.tx, row)
        self._work.changed("notification", [department or person])
        return row.id

    def send(self, persons: Collection[str], departments: Collection[str]) -> None:
        """Write what goes out to each person, at once or later."""
        told = dict.fromkeys(persons)
        for one in departments:
            members = (member.person_id for member in self._directory.members(one))
            told |= dict.fromkeys(person for person in members if person != self._work.actor.id)
        for reader in readers_of(self._work.tx, _opening(self._place, told, self._directory), self._kind.key):
            self._send_to(reader)

    def _send_to(self, reader: Reader) -> None:
        zone = self._zone_of(reader.person_id)
        text = self._rendered(self._directory.people[reader.person_id].language, zone)
        for sending in sendings(reader, self._kind, self._now, zone):
            row = WaitingRow(
                new_id(),
                reader.person_id,
                sending.channel.value,
                sending.address,
                self._kind.key,
                self._order_id,
                self._facts["order"],
                text,
                self._now,
                sending.due_at or self._now,
            )
            if sending.due_at is None:
                insert_sending(self._work, [row], self._directory, self._now)
            else:
                insert_waiting(self._work.tx, row)

    def _rendered(self, language: str, zone: str) -> str:
        return render(self._text.within(language), self._facts, zone, language)[:MOST_CHARACTERS]

    def _zone_of(self, person_id: str) -> str:
        places = self._directory.memberships_of(person_id)
        return self._zone_of_department(places[0].department_id) if places else _ZONE

    def _zone_of_department(self, department_id: str) -> str:
        return self._directory.tiers[self._directory.departments[department_id].tier_id].zone
