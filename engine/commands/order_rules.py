"""Reads the rules of orders (engine.orders.rules), and says of every fault where it is."""

from __future__ import annotations

import string
from collections.abc import Mapping, Sequence
from functools import cache
from importlib import resources

from engine.limits.checked_yaml import Item, Report, read_document
from engine.limits.seeds import seed_vocabulary
from engine.orders.area_calls import AreaRow
from engine.orders.operations import MOST_PRIORITY
from engine.orders.order import Category
from engine.orders.priority import PriorityRow
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
    sample = hours = around = days = 0
    messages: Mapping[str, str] = {}
    priorities: Sequence[PriorityRow] = ()
    areas: Sequence[AreaRow] = ()
    with report.part():
        fields = root.fields(("format", "merge", "messages", "repeat", "reopen", "priority"), ("area_calls",))
        fields["format"].integer(1, 1)
        with report.part():
            sample = fields["merge"].fields(("sample_percent",))["sample_percent"].integer(0, 100)
        with report.part():
            messages = _messages(fields["messages"], report)
        with report.part():
            repeat = fields["repeat"].fields(("window_hours", "neighbourhood"))
            hours = repeat["window_hours"].integer(1, 8760)
            around = repeat["neighbourhood"].integer(2, 1000)
        with report.part():
            days = fields["reopen"].fields(("window_days",))["window_days"].integer(0, 365)
        with report.part():
            priorities = _priorities(fields["priority"], report)
        with report.part():
            areas = _area_calls(fields["area_calls"], report) if "area_calls" in fields else ()
    report.raise_if_any()
    return OrderRules(sample, messages, hours, around, days, priorities, areas)


@cache
def seed_order_rules() -> OrderRules:
    """Return the rules that come with the product."""
    file = resources.files("engine.orders") / "rules.yaml"
    return read_order_rules(file.read_text("utf-8"), "rules.yaml")


def _priorities(item: Item, report: Report) -> Sequence[PriorityRow]:
    words = seed_vocabulary()
    classes = tuple(words.facts["customer_class"].values)
    rows = []
    for one in item.items():
        with report.part():
            row = one.fields(("priority",), ("danger", "category", "customer_class"))
            rows.append(
                PriorityRow(
                    row["priority"].integer(0, MOST_PRIORITY),
                    row["danger"].boolean() if "danger" in row else None,
                    row["category"].choice(tuple(Category)) if "category" in row else None,
                    row["customer_class"].choice(classes) if "customer_class" in row else None,
                )
            )
    return tuple(rows)


def _area_calls(item: Item, report: Report) -> Sequence[AreaRow]:
    rows: list[AreaRow] = []
    for one in item.items():
        with report.part():
            row = one.fields(("premises", "within_minutes", "priority", "tells"))
            made = AreaRow(
                row["premises"].integer(2, 1000),
                row["within_minutes"].integer(1, 1440),
                row["priority"].integer(0, MOST_PRIORITY),
                row["tells"].choice(("county", "city")),
            )
            if any(made.premises <= before.premises for before in rows):
                raise row["premises"].fail(
                    Words("is not above the row before", "不大于上一行"),
                    Words("rows with more and more premises", "各行户数递增"),
                )
            rows.append(made)
    return tuple(rows)


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
