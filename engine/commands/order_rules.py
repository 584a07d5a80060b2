"""Reads the rules of orders (engine.orders.rules), and says of every fault where it is."""

from __future__ import annotations

import string
from collections.abc import Mapping
from functools import cache
from importlib import resources

from engine.limits.checked_yaml import Item, Report, read_document
from engine.orders.rules import MESSAGES, OrderRules
from engine.words import Words

#: A message to a customer has so many characters at most, not filled in.
MOST_CHARACTERS = 300


def read_order_rules(text: str, file: str) -> OrderRules:
    """Read a file of rules.

    Raises:
        InvalidInput: every fault is named with its line.
    """
    root = read_document(text, file)
    report = root.report
    sample = 0
    messages: Mapping[str, str] = {}
    with report.part():
        fields = root.fields(("format", "merge", "messages"))
        fields["format"].integer(1, 1)
        with report.part():
            sample = fields["merge"].fields(("sample_percent",))["sample_percent"].integer(0, 100)
        with report.part():
            messages = _messages(fields["messages"], report)
    report.raise_if_any()
    return OrderRules(sample, messages)


@cache
def seed_order_rules() -> OrderRules:
    """Return the rules that come with the product."""
    file = resources.files("engine.orders") / "rules.yaml"
    return read_order_rules(file.read_text("utf-8"), "rules.yaml")


def _messages(item: Item, report: Report) -> Mapping[str, str]:
    found = {}
    for name, text in item.fields(tuple(MESSAGES)).items():
        with report.part():
            found[name] = _template(text, sorted(MESSAGES[name]))
    return found


def _template(item: Item, known: list[str]) -> str:
    text = item.text()
    braces = [f"{{{name}}}" for name in known]
    expected = Words(
        f"at most {MOST_CHARACTERS} characters; {', '.join(braces)} can be filled in",
        f"至多 {MOST_CHARACTERS} 个字符；可填入 {'、'.join(braces)}",
    )
    try:
        parts = [part[1:] for part in string.Formatter().parse(text) if part[1] is not None]
    except ValueError as error:
        raise item.fail(Words("its braces do not match", "花括号不成对"), expected) from error
    if len(text) > MOST_CHARACTERS or any(name not in known or form or turn for name, form, turn in parts):
        raise item.fail(Words("cannot be filled in", "无法填写"), expected)
    return text
