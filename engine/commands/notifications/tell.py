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
from engine.org import Directory
from engine.store.notices import WaitingRow, insert_waiting, readers_of
from engine.store.notifications import NotificationRow, insert_notification
from engine.store.orders import order_by_id
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
    they did themselves, nobody twice; None among those to be told is nobody. `job_id` is the effect that
    tells it, which tells one person or department.

    Raises:
        ValueError: there is no such kind, or it has no such placeholder: the caller is mistaken.
    """
    known = KINDS.get(kind)
    if known is None or not set(values or ()) <= set(known.allowed):
        raise ValueError(f"no kind of notice {kind!r} with {sorted(values or ())}")
    now, directory = work.services.time_and_place(work.tx)
    persons = [one for one in dict.fromkeys(people) if one in directory.people and one != work.actor.id]
    places = [one for one in dict.fromkeys(departments) if one in directory.departments]
    if not persons and not places:
        return []
    facts = _facts(work, order_id, directory, values or {})
    telling = _Telling(work, known, facts, now, directory, order_id)
    made = [telling.write(job_id, person=one) for one in persons]
    made += [telling.write(job_id, department=one) for one in places]
    telling.send(persons, places)
    return made


def _facts(
    work: Work, order_id: str | None, directory: Directory, given: Mapping[str, Any]
) -> dict[str, Any]:
    actor: Any = directory.person_name(work.actor.id)
    if work.actor.is_system:
        actor = Words("The system", "系统")
    elif work.actor.on_behalf_of is not None:
        for_whom = directory.person_name(work.actor.on_behalf_of)
        actor = Words(f"{actor} (for {for_whom})", f"{actor}（代 {for_whom}）")
    facts = {"order": None, "title": None, "actor": actor, **given}
    if order_id is not None and "order" not in given:
        order = order_by_id(work.tx, order_id)
        if order is not None:
            facts |= {"order": order.number, "title": order.title}
    return facts


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
    ) -> None:
        self._work, self._kind, self._facts, self._now = work, kind, facts, now
        self._directory, self._order_id = directory, order_id
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
        for reader in readers_of(self._work.tx, list(told), self._kind.key):
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
