"""What people are told: the kinds of notices, their texts in both languages, by which channels and when."""

from engine.notices.choices import CHANNELS, DEFAULTS, Channel, Choice, Reader, Sending, sendings
from engine.notices.hours import Quiet, next_daily, next_hour, out_of_quiet
from engine.notices.kinds import KINDS, Kind, kind_of
from engine.notices.templates import MOST_TEMPLATE, BadTemplate, render, sample, template_findings

__all__ = [
    "CHANNELS",
    "DEFAULTS",
    "KINDS",
    "MOST_TEMPLATE",
    "BadTemplate",
    "Channel",
    "Choice",
    "Kind",
    "Quiet",
    "Reader",
    "Sending",
    "kind_of",
    "next_daily",
    "next_hour",
    "out_of_quiet",
    "render",
    "sample",
    "sendings",
    "template_findings",
]
