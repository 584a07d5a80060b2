"""The words that orders and limits use, in both languages."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from api.access import Access
from api.context import reading, system
from api.endpoint import Values, blueprint, endpoint
from api.schemas.operations import Vocabulary
from engine.limits import Names, seed_vocabulary
from engine.orders import Category

group = blueprint("vocabulary", "Names of things, for pages.")


@endpoint(group, "GET", "/vocabulary", "getVocabulary", Access.SIGNED_IN, answer=Vocabulary)
def get_vocabulary() -> Values:
    """Categories, areas, customer classes, reasons for a hold, milestones, limits and facts, by name."""
    words = seed_vocabulary()
    services = system().engine.services
    with reading() as look:
        profile = services.limits(look.tx).profile(services.profile, look.now)
    rules = {rule.key: rule.names for rule in profile.rules}
    return {
        "categories": [
            word for word in _words(words.facts["category"].values) if word["key"] in set(Category)
        ],
        "areas": _words(words.facts["area"].values),
        "customer_classes": _words(words.facts["customer_class"].values),
        "hold_reasons": _words(words.pauses),
        "reject_reasons": [
            {"key": key, "zh": name.zh, "en": str(name)}
            for key, name in services.inbox_rules.reject_reasons.items()
        ],
        "milestones": _words(words.milestones),
        "limits": _words(rules),
        "facts": [
            {"key": key, "zh": fact.names.zh, "en": fact.names.en, "values": _words(fact.values)}
            for key, fact in words.facts.items()
        ],
    }


def _words(names: Mapping[str, Names]) -> list[dict[str, Any]]:
    return [{"key": key, "zh": name.zh, "en": name.en} for key, name in names.items()]
