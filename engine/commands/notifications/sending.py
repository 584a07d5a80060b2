"""One job out of one or several notices for one person by one channel."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from engine.commands.work import Hint, Work
from engine.feel import encode_value
from engine.ids import new_id
from engine.notices import HANDLERS, Channel, kind_of
from engine.org import Directory
from engine.store.jobs import JobRow, insert_job
from engine.store.notices import WaitingRow
from engine.words import Words

#: How many notices a message to a telephone tells one by one, and how many characters it has.
MOST_IN_SMS = 3
MOST_SMS_CHARACTERS = 500


def insert_sending(work: Work, rows: Sequence[WaitingRow], directory: Directory, now: datetime) -> None:
    """Write the job that sends these notices of one person and channel as one; none without a handler."""
    first = rows[0]
    topic = HANDLERS[Channel(first.channel)]
    handler = work.services.handlers.get(topic)
    if handler is None:
        return
    orders = {row.order_id for row in rows}
    insert_job(
        work.tx,
        JobRow(
            new_id(),
            None,
            orders.pop() if len(orders) == 1 else None,
            None,
            None,
            topic,
            handler.mode,
            encode_value(_payload(rows, directory)),
            "ready",
            0,
            now,
        ),
    )
    work.hints.add(Hint.JOBS)


def _payload(rows: Sequence[WaitingRow], directory: Directory) -> dict[str, Any]:
    first = rows[0]
    person = directory.people.get(first.person_id)
    language = person.language if person is not None else "zh"
    match Channel(first.channel):
        case Channel.EMAIL:
            return {
                "to": first.address,
                "subject": _subject(rows).within(language),
                "text": "\n\n".join(row.text for row in rows),
            }
        case Channel.SMS:
            return {"to": first.address, "text": _short(rows, language)}
        case _:
            return {
                "person": person.username if person is not None else first.person_id,
                "notices": [
                    {
                        "kind": row.kind,
                        "text": row.text,
                        "order": row.order_number,
                        "created_at": row.created_at.isoformat(),
                    }
                    for row in rows
                ],
            }


def _subject(rows: Sequence[WaitingRow]) -> Words:
    if len(rows) > 1:
        return Words(f"{len(rows)} notices from Huan", f"环：{len(rows)} 条通知")
    name, number = kind_of(rows[0].kind).name, rows[0].order_number
    told = f" {number}" if number is not None else ""
    return Words(f"{name}{told}", f"{name.zh}{told}")


def _short(rows: Sequence[WaitingRow], language: str) -> str:
    """Return a text for a telephone: a long digest names how many more there are."""
    text = "\n".join(row.text for row in rows[:MOST_IN_SMS])
    more, told = len(rows) - MOST_IN_SMS, ""
    if more > 0:
        words = Words(f"and {more} more: sign in to read them", f"另有 {more} 条，请登录查看")
        told = f"\n{words.within(language)}"
    room = MOST_SMS_CHARACTERS - len(told)
    return (text if len(text) <= room else text[: room - 1] + "…") + told
