"""Why a caller was sent to somebody: words of the shipped rule (bpmn/route-call), as people read them."""

from __future__ import annotations

import re

from engine.words import Words

#: From which level of a skill on somebody is an expert (1 to 5).
EXPERT = 4
#: Of other words, which a site's own rule may use, the word itself is shown.
REASONS = {
    "familiar": Words("spoke with this caller last", "上次由您接听此来电"),
    "expert": Words("expert in what was chosen", "擅长来电者所选业务"),
    "senior": Words("sensitive caller, for seniors", "敏感客户，转资深坐席"),
    "queue": Words("the queue's turn", "按队列顺序分配"),
}
_REASON = re.compile(r"[a-z][a-z0-9-]{0,39}")


def is_reason(text: object) -> bool:
    """Answer whether a text can be kept as a reason: small letters, digits and hyphens, at most 40."""
    return isinstance(text, str) and _REASON.fullmatch(text) is not None


def reason_words(because: str) -> Words:
    """Return a reason as people read it."""
    return REASONS.get(because) or Words.same(because)
