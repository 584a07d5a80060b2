"""Supervision orders 督办单: issued by a superior, replied to, accepted or sent back."""

from engine.commands.supervision.issue import IssueSupervision
from engine.commands.supervision.judge import JudgeSupervision
from engine.commands.supervision.reply import ReplySupervision
from engine.commands.supervision.withdraw import WithdrawSupervision

__all__ = ["IssueSupervision", "JudgeSupervision", "ReplySupervision", "WithdrawSupervision"]
