"""Watch an order by one's own wish 关注, or watch it no longer."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from engine.commands.case import Case
from engine.commands.command import Answer
from engine.commands.work import Work
from engine.errors import Conflict, NotAllowed
from engine.org import Action
from engine.store.watches import delete_watch, insert_watch, live_watches, watching_of
from engine.words import Words

#: So many orders that have not ended somebody watches at most: more are not watched but listed.
MOST_WATCHED = 200


@dataclass(frozen=True)
class WatchOrder:
    """Let the actor watch an order that they may see: its open tasks stand in their list of watched ones.

    It gives no right: when they may see the order no longer, the list leaves it out.
    """

    name: ClassVar[str] = "watch-order"

    order_id: str

    def perform(self, work: Work) -> Answer:
        """Begin to watch; whoever watches already is a success.

        Raises:
            NotFound: there is no such order that the actor may see.
            Conflict: they watch too many that have not ended.
        """
        case = _seen(work, self.order_id)
        standing = watching_of(work.tx, self.order_id, work.actor.id)
        if standing.mine:
            return _answer(self.order_id, True, standing.people)
        if live_watches(work.tx, work.actor.id) >= MOST_WATCHED:
            raise Conflict(
                Words(
                    f"you watch {MOST_WATCHED} open orders already: stop watching some first",
                    f"您已关注 {MOST_WATCHED} 张未结束的工单，请先取消一些关注",
                )
            )
        insert_watch(work.tx, self.order_id, work.actor.id, case.now)
        _changed(case, "order.watched")
        return _answer(self.order_id, True, standing.people + 1)


@dataclass(frozen=True)
class UnwatchOrder:
    """Let the actor watch an order no longer."""

    name: ClassVar[str] = "unwatch-order"

    order_id: str

    def perform(self, work: Work) -> Answer:
        """Stop watching; whoever does not watch is a success.

        Raises:
            NotFound: there is no such order that the actor may see.
        """
        case = _seen(work, self.order_id)
        standing = watching_of(work.tx, self.order_id, work.actor.id)
        if delete_watch(work.tx, self.order_id, work.actor.id):
            _changed(case, "order.unwatched")
        return _answer(self.order_id, False, standing.people - standing.mine)


def _seen(work: Work, order_id: str) -> Case:
    if work.actor.is_system:
        raise NotAllowed(Words("a person watches, not a part of the system", "关注的是人，不是系统"))
    case = Case.of_order(work, order_id)
    case.require_of_order(Action.SEE_ORDER)
    return case


def _changed(case: Case, kind: str) -> None:
    case.record(kind)
    case.save()
    case.work.changed("inbox", [case.work.actor.id])


def _answer(order_id: str, watching: bool, watchers: int) -> Answer:
    return {"order": order_id, "watching": watching, "watchers": watchers}
