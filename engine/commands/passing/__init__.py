"""A task passes to somebody else: reassign 转办, reject 退单, hand up 移交上级, take over."""

from engine.commands.passing.hand_up import HandUpTask
from engine.commands.passing.reassign import ReassignTask
from engine.commands.passing.reject import RejectTask
from engine.commands.passing.take_over import TakeOverTask

__all__ = ["HandUpTask", "ReassignTask", "RejectTask", "TakeOverTask"]
