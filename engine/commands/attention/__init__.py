"""Attention is raised, the holder stays: urge 催办, escalate 升级."""

from engine.commands.attention.escalate import EscalateTask
from engine.commands.attention.urge import UrgeTask

__all__ = ["EscalateTask", "UrgeTask"]
