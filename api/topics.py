"""Which changes a stream tells of, for the topics that a page asked for."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from engine.commands import NOWHERE, Change
from engine.errors import InvalidInput, field_finding
from engine.ids import is_id
from engine.org import Action, place_of_call
from engine.queries import Reading
from engine.queries.calls import call_page, visible_departments
from engine.queries.controls import control_page
from engine.queries.queues import seen
from engine.queries.task_page import task_page
from engine.queries.visibility import known_order
from engine.words import Words

MOST_TOPICS = 50
#: Kinds of changes that come in hundreds a second when a centre is busy.
_CROWDED = ("calls", "agents")


def wanted_changes(look: Reading, topics: Iterable[str]) -> frozenset[Change]:
    """Return the changes that topics stand for.

    Raises:
        InvalidInput: there is no such topic.
        NotFound, NotAllowed: it is nothing that the person may see.
    """
    found: set[Change] = set()
    for topic in topics:
        kind, _, key = topic.partition(":")
        if not key and kind in _GENERAL:
            found |= _GENERAL[kind](look)
        elif is_id(key) and kind in _SINGLE:
            _SINGLE[kind](look, key)
            found.add(Change(kind, key))
        else:
            known = [*_GENERAL, *(f"{name}:ID" for name in _SINGLE)]
            none = Words(f"there is no topic {topic!r}", f"没有主题 {topic!r}")
            finding = field_finding("topics", none, Words.same(", ".join(known)))
            raise InvalidInput(
                Words(
                    f"there is no topic {topic!r}; topics: {', '.join(known)}",
                    f"没有主题 {topic!r}；已有：{'、'.join(known)}",
                ),
                findings=[finding],
            )
    return frozenset(found)


def paced_changes(person: str, wanted: Iterable[Change]) -> frozenset[Change]:
    """Return those changes which are told to a page once a second at most; `person` is whose page it is.

    In a busy hour a queue's calls and its agents change hundreds of times a second, for hundreds of pages.
    What is one's own is told at once, each time.
    """
    return frozenset(one for one in wanted if one.kind in _CROWDED and one.id != person)


def _own(kind: str) -> Callable[[Reading], set[Change]]:
    """Return the changes of everything of one's own and one's departments."""
    return lambda look: {Change(kind, key) for key in (look.actor.id, *look.departments)}


def _all(kind: str, action: Action) -> Callable[[Reading], set[Change]]:
    """Return the changes of everything of a kind, for whoever may see such things at all."""

    def found(look: Reading) -> set[Change]:
        look.require(action)
        return {Change(kind, "*")}

    return found


def _calls(look: Reading) -> set[Change]:
    """Return the changes of one's own calls, and of queues at and below one's tiers; of none, by the top."""
    places = {look.actor.id, *visible_departments(look)}
    if look.may(Action.SEE_CALL, place_of_call(None, None, look.directory)):
        places.add(NOWHERE)
    return {Change("calls", place) for place in places}


def _incidents(look: Reading) -> set[Change]:
    """Return the changes of incidents of orders at and below one's tiers, and of those of no order."""
    look = look.by(Action.SEE_INCIDENTS)
    tiers = look.directory.tiers.values()
    return {Change("incident", NOWHERE)} | {
        Change("incident", tier.id) for tier in tiers if tier.path.startswith(look.paths)
    }


def _outages(look: Reading) -> set[Change]:
    """Return the changes of outages at and below one's tiers, and at those above, which reach down."""
    look.require(Action.SEE_OUTAGES)
    return {
        Change("outage", tier.id)
        for tier in look.directory.tiers.values()
        if tier.path.startswith(look.paths) or any(path.startswith(tier.path) for path in look.paths)
    }


def _board(look: Reading) -> set[Change]:
    """Return the changes of the inboxes of all departments at and below one's tiers."""
    look = look.by(Action.SEE_BOARD)
    tiers = look.directory.tiers
    return {
        Change("inbox", one.id)
        for one in look.directory.departments.values()
        if tiers[one.tier_id].path.startswith(look.paths)
    }


def _agents(look: Reading) -> set[Change]:
    """Return the changes of what agents do, of departments at and below one's tiers."""
    look = look.by(Action.SEE_AGENTS)
    tiers = look.directory.tiers
    return {
        Change("agents", one.id)
        for one in look.directory.departments.values()
        if tiers[one.tier_id].path.startswith(look.paths)
    }


def _queues(look: Reading) -> set[Change]:
    """Return the changes of queues, and of what their agents do, at and below one's tiers."""
    places = seen(look.by(Action.SEE_FIGURES))
    found = {Change(kind, place) for kind in ("queues", "agents") for place in places.departments}
    return found | ({Change("queues", NOWHERE)} if places.nobodys else set())


def _campaigns(look: Reading) -> set[Change]:
    """Return the changes of campaigns that one runs, and of those for which one's departments call."""
    found = {Change("campaigns", one) for one in look.directory.departments_of(look.actor.id)}
    if look.may(Action.RUN_CAMPAIGN):
        look = look.by(Action.RUN_CAMPAIGN)
        tiers = look.directory.tiers
        found |= {
            Change("campaigns", one.id)
            for one in look.directory.departments.values()
            if tiers[one.tier_id].path.startswith(look.paths)
        }
    return found


def _agent(look: Reading) -> set[Change]:
    """Return the changes of what one does oneself."""
    look.require(Action.TAKE_CALLS)
    return {Change("agent", look.actor.id)}


_GENERAL: dict[str, Callable[[Reading], set[Change]]] = {
    "inbox": _own("inbox"),
    "board": _board,
    "supervisions": _own("supervision"),
    "rosters": _own("roster"),
    "wording": lambda _: {Change("wording", "*")},
    "notifications": _own("notification"),
    "calls": _calls,
    "agent": _agent,
    "agents": _agents,
    "queues": _queues,
    "campaigns": _campaigns,
    "incidents": _incidents,
    "packages": _all("package", Action.SEE_PACKAGES),
    "drafts": _all("draft", Action.DESIGN),
    "outages": _outages,
    "administration": _all("administration", Action.SEE_ADMINISTRATION),
}
_SINGLE: dict[str, Callable[[Reading, str], object]] = {
    "order": known_order,
    "task": task_page,
    "call": call_page,
    "control": control_page,
}
