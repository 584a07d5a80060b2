"""Overflow: where a queue's callers go, and went."""

from __future__ import annotations

from marshmallow import Schema

from api.schemas.common import flag, key, part, parts, text, when, whole
from engine.calling.overflow import Cause
from engine.commands.overflow.switch import MODES

CAUSES = tuple(Cause)


class OverflowNow(Schema):
    """Where a queue's callers go now, and why. Times are UTC."""

    switch = key("The switch.")
    to = text("The queue to which they go; null: they stay, whatever the rule says.", null=True)
    to_zh = text("That queue's name in Chinese; null: they stay.", null=True)
    to_en = text("That queue's name in English; null: they stay.", null=True)
    cause = text("Why.", one_of=CAUSES)
    rule = text("The version of the rules that switched; null: a person did.", null=True)
    since = when("Since when.")
    by = text("Who switched; null: the rule.", null=True)
    why = text("What they said; null: the rule switched.", null=True)


class OverflowRule(Schema):
    """When callers of a queue go elsewhere by rule."""

    to = text("The queue to which they go.")
    waiting_seconds = whole("The first in the queue has waited for so long; null: no cause.", null=True)
    no_agents_seconds = whole("For so long nobody has served it; null: no cause.", null=True)
    dead_seconds = whole("For so long nobody has heard its exchange; null: no cause.", null=True)
    with_waiting = flag("Who waits already as they begin to go, goes too.")
    back_seconds = whole("They come back once no cause has been seen for so long.")


class OverflowSwitch(Schema):
    """From when until when a queue's callers went elsewhere. Times are UTC."""

    id = key("The switch.")
    to = text("The queue to which they went; null: a person kept them.", null=True)
    cause = text("Why.", one_of=CAUSES)
    rule = text("The version of the rules that switched; null: a person did.", null=True)
    why = text("What the person said; null: the rule switched.", null=True)
    since = when("Since when.")
    began_by = text("Who switched; null: the rule.", null=True)
    until = when("Until when; null: still.", null=True)
    ended_by = text("Who ended it; null: the rule, or nobody yet.", null=True)
    calls = whole("How many callers were sent elsewhere.")


class QueueOverflow(Schema):
    """Where a queue's callers go, and went."""

    queue = text("The queue's name at the exchange.")
    rule = part(OverflowRule, "Its rule; null: there is none.", null=True)
    now = part(OverflowNow, "How it is now; null: as the rule says.", null=True)
    may_switch = flag("One may switch it.")
    switches = parts(OverflowSwitch, "The 50 latest, the newest first.")


class SwitchOverflowBody(Schema):
    """What its callers shall do."""

    mode = text("`over`: go to `to`. `home`: stay, whatever the rule says. `rule`: as it says.", one_of=MODES)
    to = key("The queue to which they go; only with `over`.", null=True, given=False, load_default=None)
    with_waiting = flag(
        "Who waits already goes, too, and keeps his place; only with `over`.", given=False, load_default=False
    )
    why = text("Why.", least=1, most=300)


class OverflowSwitched(Schema):
    """A queue that was switched."""

    id = key("The queue.")
    to = text("The queue to which its callers go now; null: they stay.", null=True)
