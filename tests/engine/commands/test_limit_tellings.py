"""People are told that a limit ends, and that it is missed, once each; who mends hears of incidents."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import ClassVar

from sqlalchemy import select

from engine.commands import Answer
from engine.commands.incidents import note_incident_of_none
from engine.commands.limits import TellOfLimits
from engine.commands.restriction.restrict import RestrictOrder
from engine.commands.watching.watch import WatchOrder
from engine.commands.work import Work
from engine.store.expressions import is_word
from engine.store.tables import notification, order_clock
from engine.words import Words
from engine.workers import tell_of_limits
from tests.stage import MORNING, SYSTEM, Stage


def told(stage: Stage) -> list[tuple[str, str, str]]:
    """Tell what is due; return who has been told so far: kind, whom, the words."""
    while tell_of_limits(stage.engine):
        pass
    names = {value: key for key, value in stage.ids.items()}
    kinds = ("limit-warning", "day-limit-warning", "breach", "incident")
    rows = stage.rows(
        select(notification).where(is_word(notification.c.kind, *kinds)).order_by(notification.c.id)
    )
    return [(row["kind"], names[row["person_id"] or row["department_id"]], row["text"]) for row in rows]


def at(stage: Stage, minutes: float) -> None:
    stage.set_clock(MORNING + timedelta(minutes=minutes))
    stage.drain()


def test_a_department_is_warned_and_then_it_and_those_above_hear_that_the_limit_is_missed(
    stage: Stage,
) -> None:
    number = stage.open_order()["number"]
    stage.do("dispatch", "agent")
    # Accepted within three minutes; four fifths of them are two minutes and 24 seconds.
    at(stage, 2.39)
    assert told(stage) == []
    at(stage, 2.4)
    named = f"Order {number} “全家停电”: the limit “acceptance” ends at 11-23 09:03"
    assert told(stage) == [("limit-warning", "repair@A1", f"{named}, less than a minute left")]
    at(stage, 3)
    assert len(told(stage)) == 1  # exactly at its end it is kept
    at(stage, 3.1)
    # The diagram has raised the city's attention: so it is the city that hears of it.
    late = f"Order {number} “全家停电” has missed the limit “acceptance”, due at 11-23 09:03"
    assert told(stage)[1:] == [("breach", "repair@A1", late), ("breach", "command@A", late)]
    at(stage, 60)
    # Of the warning and the end of the arrival, which passed meanwhile, the end alone is told; by now the
    # diagram has raised the province's attention too.
    assert {one[0] for one in told(stage)[3:]} == {"breach"}
    assert {one[1] for one in told(stage)[3:]} == {"repair@A1", "command@A", "supervision@P"}
    before = len(told(stage))
    order = stage.rows(select(order_clock.c.order_id))[0]["order_id"]
    assert stage.run(TellOfLimits(order), SYSTEM)["told"] == 0  # another poller, after a restart
    assert len(told(stage)) == before


def test_of_those_who_watch_an_order_who_may_see_it_hears_once_that_a_limit_is_missed(stage: Stage) -> None:
    order = stage.open_order()["order"]
    stage.do("dispatch", "agent")
    for who in ("supervisor", "city", "discipline"):
        stage.run(WatchOrder(order), who)
    stage.run(RestrictOrder(order, "涉及内部人员", named=[stage.ids["supervisor"]]), "duty")
    at(stage, 3.1)
    heard = [one[1] for one in told(stage) if one[0] == "breach"]
    assert heard.count("supervisor") == 1, "a watcher who is named"
    assert "discipline" not in heard, "nobody is told of an order that they may no longer see"


def test_whoever_holds_the_line_is_warned_and_a_hold_or_an_end_silences_it(stage: Stage) -> None:
    stage.open_order()
    stage.do("dispatch", "agent")
    stage.claim("accept", "desk")
    at(stage, 2.5)
    assert [one[:2] for one in told(stage)] == [("limit-warning", "desk")]
    stage.do("accept", "desk", {"decision": "accept"})
    at(stage, 3.5)
    assert len(told(stage)) == 1
    rows = {row["rule"]: row for row in stage.rows(select(order_clock))}
    assert (rows["accept"]["state"], rows["accept"]["tell_at"], rows["accept"]["told"]) == (
        "stopped",
        None,
        80,
    )


def test_a_stage_that_begins_anew_is_told_anew_and_what_is_left_alone_is_not(stage: Stage) -> None:
    order = stage.open_order()["order"]
    stage.do("dispatch", "agent")
    at(stage, 4)
    assert [one[1] for one in told(stage)] == ["repair@A1", "command@A"]
    stage.do("accept", "desk", {"decision": "reject", "reject_reason": "misdirected", "evidence": "x"})
    stage.do("arbitrate", "city", {"verdict": "move", "unit": "A2", "verdict_reason": "在西县"})
    (accept,) = (row for row in stage.rows(select(order_clock)) if row["rule"] == "accept")
    assert (accept["told"], accept["tell_at"]) == (0, MORNING + timedelta(minutes=6.4))
    stage.set_clock(MORNING + timedelta(minutes=7))
    stage.run(TellOfLimits(order, leave=True), SYSTEM)
    assert len(told(stage)) == 2


def test_who_mends_is_told_of_an_incident_and_of_others_like_it_an_hour_later(stage: Stage) -> None:
    stage.run(Trouble("mail"), SYSTEM)
    stage.run(Trouble("mail"), SYSTEM)
    stage.run(Trouble("sms"), SYSTEM)
    mail = ("incident", "operator", "An incident needs you: mail does not answer")
    assert told(stage) == [mail, ("incident", "operator", "An incident needs you: sms does not answer")]
    at(stage, 61)
    stage.run(Trouble("mail"), SYSTEM)
    assert told(stage)[2:] == [mail]
    assert len(stage.incidents()) == 4


@dataclass(frozen=True)
class Trouble:
    """Something does not answer."""

    name: ClassVar[str] = "trouble-in-a-test"

    what: str

    def perform(self, work: Work) -> Answer:
        now, _ = work.services.time_and_place(work.tx)
        words = Words(f"{self.what} does not answer", f"{self.what} 没有回应")
        note_incident_of_none(work, now, "trouble", words, element_id=self.what)
        return {}
