"""Versions of limit profiles: drafted, checked by another person, put in force; and what is counted anew."""

from engine.commands.limits.change_version import ChangeLimits
from engine.commands.limits.check_version import CheckLimits
from engine.commands.limits.delete_version import DeleteLimits
from engine.commands.limits.draft_version import DraftLimits
from engine.commands.limits.put_in_force import PutLimitsInForce
from engine.commands.limits.recompute import AdvanceRecomputation, RecomputeOrder
from engine.commands.limits.recompute_calendar import recompute_calendar
from engine.commands.limits.tell_of_limits import TellOfLimits

__all__ = [
    "AdvanceRecomputation",
    "ChangeLimits",
    "CheckLimits",
    "DeleteLimits",
    "DraftLimits",
    "PutLimitsInForce",
    "RecomputeOrder",
    "TellOfLimits",
    "recompute_calendar",
]
