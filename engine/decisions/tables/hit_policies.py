"""The hit policies (DMN 1.5, clause 8.2.11): from the rules that match to the result of the table.

A policy that is violated gives null, with a note that names the rules. Outputs are evaluated only where the
policy asks for them.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import Any

from engine.decisions.model import tables
from engine.decisions.running import Run
from engine.feel.values import kinds
from engine.feel.values.comparison import equal, ordered
from engine.feel.values.kinds import kind_of
from engine.feel.values.numbers import add
from engine.feel.values.undefined import NotDefined
from engine.words import Words

Hits = Iterable[int]
"""The rules that match, by index, in their order; evaluating one more only when asked for."""


class Hit:
    """What a policy works on: the matching rules, how to get their outputs, and where to note.

    `output` gives the output of a rule: a value, or a context of several outputs; `priority` gives its place
    among the output values, lowest first, or None when it is not one of them. `taken` are the rules that the
    result was made of, for the trace.
    """

    __slots__ = ("hits", "output", "priority", "run", "taken", "where")

    def __init__(
        self,
        hits: Hits,
        output: Callable[[int], Any],
        priority: Callable[[Any], tuple[int, ...] | None],
        where: str,
        run: Run,
    ) -> None:
        self.hits = hits
        self.output = output
        self.priority = priority
        self.where = where
        self.run = run
        self.taken: list[int] = []

    def all(self) -> Iterator[int]:
        """Go through all rules that match, and remember them."""
        for index in self.hits:
            self.taken.append(index)
            yield index

    def note(self, message: Words) -> None:
        """Note why the result is null."""
        self.run.note(self.where, message)


NO_RULE = object()
"""What a policy gives when no rule matches: the default then stands, or null."""
Policy = Callable[[Hit], Any]


def unique(hit: Hit) -> Any:
    """At most one rule may match."""
    matching = list(hit.all())
    if not matching:
        return NO_RULE
    if len(matching) > 1:
        numbers = _numbers(matching)
        hit.note(
            Words(
                f"hit policy UNIQUE, but rules {numbers} match",
                f"命中策略为 UNIQUE，但规则 {numbers} 同时命中",
            )
        )
        return None
    return hit.output(matching[0])


def first(hit: Hit) -> Any:
    """The first rule that matches decides."""
    for index in hit.all():
        return hit.output(index)
    return NO_RULE


def any_(hit: Hit) -> Any:
    """Several rules may match when all give the same."""
    result = NO_RULE
    for index in hit.all():
        output = hit.output(index)
        if result is NO_RULE:
            result = output
        elif equal(output, result, hit.run.env.spend) is not True:
            numbers = _numbers(hit.taken)
            hit.note(
                Words(
                    f"hit policy ANY, but rules {numbers} give different outputs",
                    f"命中策略为 ANY，但规则 {numbers} 的输出不同",
                )
            )
            return None
    return result


def priority(hit: Hit) -> Any:
    """The output that stands first among the output values decides."""
    outputs = _by_priority(hit)
    if outputs is None:
        return None
    return outputs[0] if outputs else NO_RULE


def output_order(hit: Hit) -> Any:
    """All outputs, in the order of the output values."""
    outputs = _by_priority(hit)
    if outputs is None:
        return None
    return outputs or NO_RULE


def in_rule_order(hit: Hit) -> Any:
    """All outputs in the order of the rules; COLLECT, whose order is arbitrary, gives the same."""
    return [hit.output(index) for index in hit.all()] or NO_RULE


def count(hit: Hit) -> Any:
    """The number of outputs."""
    return sum(1 for _ in hit.all()) or NO_RULE


def total(hit: Hit) -> Any:
    """The sum of the outputs."""
    values = _comparable(hit, (kinds.NUMBER,))
    if values is None or values is NO_RULE:
        return values
    result = values[0]
    for value in values[1:]:
        try:
            result = add(result, value)
        except NotDefined as reason:
            hit.note(reason.reason)
            return None
    return result


def smallest(hit: Hit) -> Any:
    """The smallest of the outputs."""
    return _extreme(hit, "<")


def largest(hit: Hit) -> Any:
    """The largest of the outputs."""
    return _extreme(hit, ">")


def nothing(hit_policy: str, aggregation: str | None) -> Any:
    """Return what a table without a default gives when no rule matches: the list of no outputs, or null.

    An aggregate is what FEEL's function gives for the empty list: 0 for `count`, null for the others.
    """
    if hit_policy not in _LISTS:
        return None
    if aggregation is None:
        return []
    return 0 if aggregation == tables.COUNT else None


def policy_of(hit_policy: str, aggregation: str | None) -> Policy:
    """Return the policy of a table."""
    if hit_policy == tables.COLLECT and aggregation is not None:
        return _AGGREGATIONS[aggregation]
    return _POLICIES[hit_policy]


def _by_priority(hit: Hit) -> list[Any] | None:
    """Return the outputs, highest priority first; None, and a note, when one is no output value."""
    ranked = []
    for index in hit.all():
        output = hit.output(index)
        rank = hit.priority(output)
        if rank is None:
            hit.note(none_of_output_values(index))
            return None
        ranked.append((rank, index, output))
    ranked.sort(key=lambda entry: entry[:2])
    return [output for _, _, output in ranked]


def _comparable(hit: Hit, accepted: tuple[str, ...]) -> Any:
    """Return the outputs when all are of one of the kinds; None with a note, or NO_RULE without any."""
    values = [hit.output(index) for index in hit.all()]
    for value in values:
        if kind_of(value) not in accepted:
            kind = kind_of(value)
            hit.note(
                Words(
                    f"the outputs cannot be aggregated: there is a {kind}",
                    f"输出无法聚合：其中有{kind.zh}",
                )
            )
            return None
    return values or NO_RULE


def _extreme(hit: Hit, sign: str) -> Any:
    values = _comparable(hit, _ORDERED)
    if values is None or values is NO_RULE:
        return values
    result = values[0]
    for value in values[1:]:
        try:
            if ordered(sign, value, result):
                result = value
        except NotDefined as reason:
            hit.note(reason.reason)
            return None
    return result


def none_of_output_values(index: int) -> Words:
    """Return the note that a rule's output is not allowed in its column."""
    return Words(
        f"the output of rule {index + 1} is none of the output values",
        f"规则 {index + 1} 的输出不在输出值之列",
    )


def _numbers(indices: list[int]) -> str:
    shown = ", ".join(str(index + 1) for index in indices[:10])
    return f"{shown}, …" if len(indices) > 10 else shown


_ORDERED = (*(kinds.NUMBER, kinds.STRING, kinds.DATE, kinds.TIME, kinds.DATE_TIME, kinds.DAYS, kinds.MONTHS),)
_LISTS = (tables.COLLECT, tables.RULE_ORDER, tables.OUTPUT_ORDER)
_POLICIES: dict[str, Policy] = {
    tables.UNIQUE: unique,
    tables.FIRST: first,
    tables.PRIORITY: priority,
    tables.ANY: any_,
    tables.COLLECT: in_rule_order,
    tables.RULE_ORDER: in_rule_order,
    tables.OUTPUT_ORDER: output_order,
}
_AGGREGATIONS: dict[str, Policy] = {
    tables.SUM: total,
    tables.COUNT: count,
    tables.MIN: smallest,
    tables.MAX: largest,
}
