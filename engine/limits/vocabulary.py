"""The words that profiles are written in: facts with their values, milestones, reasons for a pause.

A profile that uses a word outside the vocabulary is refused, so a mistyped `urbann` cannot make a rule that
silently never applies. A utility extends the vocabulary by its own words.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

from engine.errors import InvalidInput
from engine.limits.checked_yaml import Item, Report, read_document
from engine.limits.rules import Names
from engine.words import Words


@dataclass(frozen=True, slots=True)
class Fact:
    """Something known about an order, and the values it can have."""

    names: Names
    values: Mapping[str, Names]


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """All words by key, in the order of the file, with the names that pages show."""

    facts: Mapping[str, Fact]
    milestones: Mapping[str, Names]
    pauses: Mapping[str, Names]

    def check_facts(self, facts: Mapping[str, str]) -> None:
        """Refuse a fact whose value is none of its values; facts outside the vocabulary are left alone.

        Raises InvalidInput naming the fact, the value and the values it can have.
        """
        for name, value in facts.items():
            fact = self.facts.get(name)
            if fact is not None and value not in fact.values:
                raise InvalidInput(
                    Words(
                        f"the fact {name!r} cannot be {value!r}; expected one of {', '.join(fact.values)}; "
                        "correct the order's field, or add the value to the vocabulary",
                        f"事实 {name!r} 不能是 {value!r}；应为 {'、'.join(fact.values)} 之一；"
                        "请改正工单的字段，或把这个值加入词汇",
                    ),
                    findings=[{"field": name, "problem": f"unknown value {value!r}"}],
                )


def read_vocabulary(text: str, file: str) -> Vocabulary:
    """Read a vocabulary (YAML); `file` is the name that messages show. Raises InvalidInput with findings."""
    root = read_document(text, file)
    report = root.report
    parts: dict[str, Mapping[str, Names]] = {"milestones": {}, "pauses": {}}
    facts: dict[str, Fact] = {}
    with report.part():
        fields = root.fields(("format", "facts", "milestones", "pauses"))
        fields["format"].integer(1, 1)
        for name in parts:
            with report.part():
                parts[name] = _words(fields[name], report)
        for name, item in fields["facts"].mapping().items():
            with report.part():
                fact = item.fields(("zh", "en", "values"))
                facts[name] = Fact(
                    Names(fact["zh"].text(), fact["en"].text()), _words(fact["values"], report)
                )
    report.raise_if_any()
    return Vocabulary(MappingProxyType(facts), parts["milestones"], parts["pauses"])


def read_names(item: Item) -> Names:
    """Read {zh: …, en: …}."""
    fields = item.fields(("zh", "en"))
    return Names(fields["zh"].text(), fields["en"].text())


def _words(item: Item, report: Report) -> Mapping[str, Names]:
    words: dict[str, Names] = {}
    for key, entry in item.mapping().items():
        with report.part():
            words[key] = read_names(entry)
    return MappingProxyType(words)
