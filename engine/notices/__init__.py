"""What people are told: the kinds of notices, their texts in both languages, by which channels and when."""

from engine.notices.addresses import is_address, telephone_number
from engine.notices.choices import (
    CHANNELS,
    DEFAULTS,
    DIGEST_AT,
    HANDLERS,
    Channel,
    Choice,
    Reader,
    Sending,
    sendings,
)
from engine.notices.hours import Quiet, next_daily, next_hour, out_of_quiet
from engine.notices.kinds import KINDS, Kind, kind_of
from engine.notices.templates import MOST_TEMPLATE, render, sample, template_findings
from engine.notices.wishes import ChoiceWish, Wishes, checked_wishes

__all__ = [
    "CHANNELS",
    "DEFAULTS",
    "DIGEST_AT",
    "HANDLERS",
    "KINDS",
    "MOST_TEMPLATE",
    "Channel",
    "Choice",
    "ChoiceWish",
    "Kind",
    "Quiet",
    "Reader",
    "Sending",
    "Wishes",
    "checked_wishes",
    "is_address",
    "kind_of",
    "next_daily",
    "next_hour",
    "out_of_quiet",
    "render",
    "sample",
    "sendings",
    "telephone_number",
    "template_findings",
]
