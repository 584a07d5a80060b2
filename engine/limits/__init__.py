"""Time limits: working calendars, the rules of operator profiles, the clocks of orders, and timers.

Pure: facts and instants in, values out. Nothing here reads a clock, a setting or a database; the seed
functions read the files that come with the product.
"""

from engine.limits.amounts import Amount, Layer, Unit
from engine.limits.calendar import BusinessHours, CalendarDay, CalendarYear, WorkingCalendar
from engine.limits.calendar_changes import (
    DayChange,
    calendar_text,
    changed_days,
    counting_on,
    day_told,
    hours_text,
    require_as_sure,
    working_days_of,
    year_told,
)
from engine.limits.calendar_files import CalendarFile, build_calendars, read_calendar_file
from engine.limits.changes import moved, reconsidered, same_promise
from engine.limits.clock_documents import from_document, from_text, to_document, to_text
from engine.limits.clock_state import ClockState, LayerState, clock_state, layer_state
from engine.limits.counting import time_used
from engine.limits.left_in_words import left_in_words, working_left_in_words
from engine.limits.limit_value import LimitReading, LimitValue
from engine.limits.order_clock import OrderClock, Phase
from engine.limits.order_facts import fact_names, facts_of
from engine.limits.order_limits import OrderLimits
from engine.limits.profile import NoticeRule, Profile
from engine.limits.profile_files import read_profile
from engine.limits.rules import DayEnd, Limit, LimitRule, Names, OnChange, Rounds, Source, Stage, Terms, Trust
from engine.limits.seeds import seed_calendars, seed_document, seed_profiles, seed_vocabulary
from engine.limits.spans import Pause, Run, Span
from engine.limits.tellings import MISSED, next_telling, reached_telling
from engine.limits.timer_documents import timer_from_document, timer_to_document
from engine.limits.timer_values import TimerKind, TimerUnfit, timer_spec
from engine.limits.timers import CycleTimer, DateTimer, DurationTimer, LimitTimer, Missed, TimerSpec
from engine.limits.vocabulary import Fact, Vocabulary, read_vocabulary
from engine.limits.working_left import WorkingLeft, working_left

__all__ = [
    "MISSED",
    "Amount",
    "BusinessHours",
    "CalendarDay",
    "CalendarFile",
    "CalendarYear",
    "ClockState",
    "CycleTimer",
    "DateTimer",
    "DayChange",
    "DayEnd",
    "DurationTimer",
    "Fact",
    "Layer",
    "LayerState",
    "Limit",
    "LimitReading",
    "LimitRule",
    "LimitTimer",
    "LimitValue",
    "Missed",
    "Names",
    "NoticeRule",
    "OnChange",
    "OrderClock",
    "OrderLimits",
    "Pause",
    "Phase",
    "Profile",
    "Rounds",
    "Run",
    "Source",
    "Span",
    "Stage",
    "Terms",
    "TimerKind",
    "TimerSpec",
    "TimerUnfit",
    "Trust",
    "Unit",
    "Vocabulary",
    "WorkingCalendar",
    "WorkingLeft",
    "build_calendars",
    "calendar_text",
    "changed_days",
    "clock_state",
    "counting_on",
    "day_told",
    "fact_names",
    "facts_of",
    "from_document",
    "from_text",
    "hours_text",
    "layer_state",
    "left_in_words",
    "moved",
    "next_telling",
    "reached_telling",
    "read_calendar_file",
    "read_profile",
    "read_vocabulary",
    "reconsidered",
    "require_as_sure",
    "same_promise",
    "seed_calendars",
    "seed_document",
    "seed_profiles",
    "seed_vocabulary",
    "time_used",
    "timer_from_document",
    "timer_spec",
    "timer_to_document",
    "to_document",
    "to_text",
    "working_days_of",
    "working_left",
    "working_left_in_words",
    "year_told",
]
