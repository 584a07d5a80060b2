"""The words that profiles are written in: facts with their values, milestones, reasons for a pause.

A profile that uses a word outside the vocabulary is refused, so a mistyped `urbann` cannot make a rule that
silently never applies. A utility extends the vocabulary by its own words.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from types import MappingProxyType

from engine.errors import InvalidInput
from engine.limits.checked_yaml import Item, Report, read_document
from engine.limits.rules import Names
from engine.words import Words

#: What the product itself speaks of, whatever a utility adds or renames: by list, or by fact.
NEEDED: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        "facts": ("category", "area", "customer_class", "priority"),
        "priority": ("ordinary", "urgent"),
        "milestones": ("received", "cancelled"),
    }
)
MOST_CHARACTERS = 100
#: Facts are names in FEEL; other words are keys as those of rules.
_FACT = re.compile(r"[a-z][a-z0-9_]{0,39}")
_WORD = re.compile(r"[a-z][a-z0-9-]{0,39}")


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
    """Read a vocabulary (YAML); `file` is the name that messages show.

    What the product itself speaks of must be there: NEEDED. Raises InvalidInput with findings: a word that is
    no word, two of one name in a list, something needed that is missing.
    """
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
                _require(fields[name], parts[name], NEEDED.get(name, ()))
        for name, item in fields["facts"].mapping().items():
            with report.part():
                _require_word(name, item, _FACT, Words("customer_class", "customer_class"))
                fact = item.fields(("zh", "en", "values"))
                values = _words(fact["values"], report)
                _require(fact["values"], values, NEEDED.get(name, ()))
                facts[name] = Fact(Names(_name(fact["zh"]), _name(fact["en"])), values)
        _require(fields["facts"], fields["facts"].mapping(), NEEDED["facts"])
    report.raise_if_any()
    return Vocabulary(MappingProxyType(facts), parts["milestones"], parts["pauses"])


def read_names(item: Item) -> Names:
    """Read {zh: …, en: …}."""
    fields = item.fields(("zh", "en"))
    return Names(fields["zh"].text(), fields["en"].text())


def _words(item: Item, report: Report) -> Mapping[str, Names]:
    """Read words by key; a page could not tell two of one name apart."""
    words: dict[str, Names] = {}
    for key, entry in item.mapping().items():
        with report.part():
            _require_word(key, entry, _WORD, Words("such as customer-wish", "例如 customer-wish"))
            fields = entry.fields(("zh", "en"))
            names = Names(_name(fields["zh"]), _name(fields["en"]))
            same = next(
                (one for one in words if names.zh == words[one].zh or names.en == words[one].en), None
            )
            if same is not None:
                raise entry.fail(
                    Words(f"has the name of {same!r}", f"与 {same!r} 同名"),
                    Words("a name of its own in both languages", "两种语言中各自不同的名称"),
                )
            words[key] = names
    return MappingProxyType(words)


def _name(item: Item) -> str:
    text = item.text()
    if len(text) > MOST_CHARACTERS:
        raise item.fail(
            Words(f"has {len(text)} characters", f"有 {len(text)} 个字符"),
            Words(f"at most {MOST_CHARACTERS}", f"最多 {MOST_CHARACTERS} 个"),
        )
    return text


def _require_word(key: str, item: Item, pattern: re.Pattern[str], example: Words) -> None:
    if not pattern.fullmatch(key):
        raise item.fail(
            Words(f"{key!r} is no key", f"{key!r} 不能作为键"),
            Words(
                f"a small letter, then up to 39 others, {example}", f"小写字母开头，最多 40 个，{example.zh}"
            ),
        )


def _require(item: Item, there: Mapping[str, object], needed: Iterable[str]) -> None:
    missing = [key for key in needed if key not in there]
    if missing:
        raise item.fail(
            Words(f"lacks {', '.join(missing)}", f"缺少 {'、'.join(missing)}"),
            Words("what the product itself speaks of", "产品自身使用的词"),
            Words("add it again; it may have another name", "请加回来，名称可以改"),
        )
