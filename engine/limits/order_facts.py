"""The facts by which an order's limit rules are chosen, from what is known about the order."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from engine.limits.seeds import seed_vocabulary

_BOOLEAN = {True: "yes", False: "no"}


def facts_of(known: Mapping[str, Any], fields: Mapping[str, Any]) -> dict[str, str]:
    """Return the facts of the vocabulary that an order has.

    `known` are the order's own (category, area …), None where not known. `fields` are its package's; a field
    that bears the name of a fact is that fact, a boolean is `yes` or `no`. A value that the vocabulary does
    not have meets no rule: the checker refuses packages whose fields could have one.
    """
    facts = {name: value for name, value in known.items() if value is not None}
    for name in fact_names() & fields.keys() - known.keys():
        value = fields[name]
        value = _BOOLEAN[value] if isinstance(value, bool) else value
        if isinstance(value, str) and value in seed_vocabulary().facts[name].values:
            facts[name] = value
    return facts


def fact_names() -> frozenset[str]:
    """Return the names of all facts that rules can ask for."""
    return _NAMES


_NAMES = frozenset(seed_vocabulary().facts)
