"""How a repair order goes round: who completes what, with what values. Imports nothing, for clients' sake."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

#: One round of a repair order: element, who completes it, with what.
ROUND: tuple[tuple[str, str, Mapping[str, Any]], ...] = (
    ("dispatch", "agent", {}),
    ("accept", "desk-dx", {"decision": "accept"}),
    ("assign", "desk-dx", {"crew": "DX-C1", "assign_note": "带备件"}),
    ("arrive", "crew-dx1", {"position": "120.1,30.2", "site_note": "熔断器熔断"}),
    ("restore", "crew-dx1", {"cause": "equipment", "work_done": "更换熔断器，恢复供电"}),
    ("report", "crew-dx1", {"report": "已恢复", "materials": [{"material": "熔断器", "quantity": 1}]}),
    ("review", "desk-dx", {"decision": "approve", "review_note": "同意"}),
    ("call-customer", "agent", {"reached": True, "restored": False, "satisfied": False}),
)
#: From the third round on the city rules in between that there is another one.
RULING = ("decide-rounds", "city-mz", {"rounds_verdict": "again", "rounds_reason": "换线路班再派"})
#: Who completes an element, with what: an order goes round by these for ever.
ANSWERS = {element: (who, values) for element, who, values in (*ROUND, RULING)}
