"""Operator profiles: the versioned rules of one kind of operator, and which of them an order gets.

For one rule key the profile holds several rules with conditions. The most specific one that matches wins:
more conditions before fewer, and with equally many the one whose orders are a part of the other's. Two rules
of a key that could match the same order without either being more specific are refused when the profile is
read, so that the answer never depends on the order of lines.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta

from engine.limits.amounts import Unit
from engine.limits.calendar import WorkingCalendar
from engine.limits.rules import Limit, LimitRule, Names, Source
from engine.limits.vocabulary import Vocabulary


@dataclass(frozen=True, slots=True)
class NoticeRule:
    """How long before a planned event customers must have been told (停电公告)."""

    key: str
    names: Names
    conditions: Mapping[str, frozenset[str]] = field(hash=False)
    limit: Limit

    def latest(self, event: datetime, calendar: WorkingCalendar) -> datetime:
        """Return the last instant (UTC) at which a notice for the aware instant `event` is in time.

        Days go back on the calendar at the same local time, minutes as they pass. Raises MissingCalendar
        for working days in an unknown year.
        """
        amount = self.limit.amount
        if not amount.unit.counts_days:
            return (event - amount.length()).astimezone(UTC)
        local = event.astimezone(calendar.zone)
        if amount.unit is Unit.WORKING_DAYS:
            day = calendar.add_working_days(local.date(), -amount.value)
        else:
            day = local.date() - timedelta(days=amount.value)
        wall = datetime.combine(day, local.time(), calendar.zone)
        return wall.astimezone(UTC)


@dataclass(frozen=True, slots=True)
class Profile:
    """One version of an operator's rules. `version` is the operator's text, such as 2026.1."""

    key: str
    version: str
    names: Names
    rules: tuple[LimitRule, ...]
    notices: tuple[NoticeRule, ...]
    sources: Mapping[str, Source] = field(hash=False)
    vocabulary: Vocabulary = field(hash=False)

    @property
    def rule_keys(self) -> frozenset[str]:
        """Return every key that limit(...) can name under this profile, for the checks of diagrams."""
        return frozenset(rule.key for rule in self.rules)

    def rules_for(self, facts: Mapping[str, str]) -> dict[str, LimitRule]:
        """Return the rules of an order with these facts, by key; the most specific one of each key.

        Raises InvalidInput when a fact of the vocabulary has a value that it cannot have.
        """
        self.vocabulary.check_facts(facts)
        chosen: dict[str, LimitRule] = {}
        for rule in self.rules:
            if rule.matches(facts):
                best = chosen.get(rule.key)
                if best is None or more_specific(rule.conditions, best.conditions):
                    chosen[rule.key] = rule
        return chosen

    def undecided(self, facts: Mapping[str, str]) -> dict[str, frozenset[str]]:
        """Return the keys that have no rule yet but would with more facts, each with the facts to ask for.

        An order without an area has no arrival limit yet: that is something to ask for, not to overlook.
        Raises InvalidInput as `rules_for` does.
        """
        decided = self.rules_for(facts)
        missing: dict[str, list[frozenset[str]]] = {}
        for rule in self.rules:
            known = all(facts[name] in values for name, values in rule.conditions.items() if name in facts)
            if known and rule.key not in decided:
                missing.setdefault(rule.key, []).append(frozenset(rule.conditions) - facts.keys())
        return {
            key: frozenset().union(*(one for one in sets if not any(other < one for other in sets)))
            for key, sets in missing.items()
        }

    def notices_for(self, facts: Mapping[str, str]) -> list[NoticeRule]:
        """Return the notice rules whose conditions these facts meet."""
        self.vocabulary.check_facts(facts)
        return [
            notice
            for notice in self.notices
            if all(facts.get(name) in values for name, values in notice.conditions.items())
        ]


Conditions = Mapping[str, frozenset[str]]


def more_specific(one: Conditions, other: Conditions) -> bool:
    """Return whether `one` comes before `other` where both match."""
    if len(one) != len(other):
        return len(one) > len(other)
    return one != other and one.keys() == other.keys() and all(one[name] <= other[name] for name in one)


def ties(rules: Sequence[LimitRule]) -> list[tuple[LimitRule, LimitRule]]:
    """Return the pairs of rules of one key that some order could match without either being more specific."""
    pairs = [(one, other) for n, one in enumerate(rules) for other in rules[n + 1 :] if one.key == other.key]
    return [
        (one, other)
        for one, other in pairs
        if _can_meet(one.conditions, other.conditions)
        and not more_specific(one.conditions, other.conditions)
        and not more_specific(other.conditions, one.conditions)
    ]


def _can_meet(one: Conditions, other: Conditions) -> bool:
    return all(one[name] & other[name] for name in one.keys() & other.keys())
