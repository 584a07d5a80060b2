"""Calls of the house to customers: each attempt is written first, dialled once, and its end told once."""

from engine.commands.attempts.call_out import CallOut
from engine.commands.attempts.give_up import GiveUpAttempt

__all__ = ["CallOut", "GiveUpAttempt"]
