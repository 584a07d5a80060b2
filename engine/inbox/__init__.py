"""Decisions on the operations of an inbox, without a database."""

from engine.inbox.asking import Asked, Rule, answer, co_sign, delegate, outcome_of_review, review, take_back
from engine.inbox.attention import escalate, urge
from engine.inbox.decisions import (
    Answer,
    Name,
    awaited,
    claim,
    complete,
    draft,
    release,
    require_open,
    require_revision,
    withdraw,
    work,
)
from engine.inbox.holding import Holding, holding
from engine.inbox.holds import HoldRequest, judge_hold, require_hold_reason, withdraw_hold
from engine.inbox.lines import ASKED, Line, Role, TaskFacts
from engine.inbox.moving import (
    REJECT,
    REJECTING,
    hand_up,
    reassign,
    reject,
    require_reason,
    require_rejectable,
    take_over,
)
from engine.inbox.possible import OPERATIONS, Asker, Possible, possible
from engine.inbox.readdressing import Readdressing, readdressing
from engine.inbox.recusal import Recusal, recusal
from engine.inbox.rules import InboxRules, read_inbox_rules, shipped_inbox_rules
from engine.inbox.supervision import (
    SupervisionFacts,
    SupervisionStatus,
    issue,
    judge,
    reply,
    require_deadline,
    withdraw_supervision,
)
from engine.inbox.touches import Touch, gone, last_touch

__all__ = [
    "ASKED",
    "OPERATIONS",
    "REJECT",
    "REJECTING",
    "Answer",
    "Asked",
    "Asker",
    "HoldRequest",
    "Holding",
    "InboxRules",
    "Line",
    "Name",
    "Possible",
    "Readdressing",
    "Recusal",
    "Role",
    "Rule",
    "SupervisionFacts",
    "SupervisionStatus",
    "TaskFacts",
    "Touch",
    "answer",
    "awaited",
    "claim",
    "co_sign",
    "complete",
    "delegate",
    "draft",
    "escalate",
    "gone",
    "hand_up",
    "holding",
    "issue",
    "judge",
    "judge_hold",
    "last_touch",
    "outcome_of_review",
    "possible",
    "read_inbox_rules",
    "readdressing",
    "reassign",
    "recusal",
    "reject",
    "release",
    "reply",
    "require_deadline",
    "require_hold_reason",
    "require_open",
    "require_reason",
    "require_rejectable",
    "require_revision",
    "review",
    "shipped_inbox_rules",
    "take_back",
    "take_over",
    "urge",
    "withdraw",
    "withdraw_hold",
    "withdraw_supervision",
    "work",
]
