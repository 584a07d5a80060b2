"""For how long recordings are kept, by rules that a utility writes."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from engine.calling.recordings import PAUSES, Next, Reason, Status, after_failure, paused_at, resumed_at
from engine.calling.retention import first_question, kept
from engine.calling.rules import read_telephony_rules, shipped_telephony_rules
from engine.errors import InvalidInput
from engine.orders import Category
from huan.setting_checks import BadSetting
from huan.settings import Settings

END = datetime(2026, 11, 23, 1, 0, tzinfo=UTC)
TEXT = """
format: 1
version: "2026-12"
recordings:
  days: 90
  categories: {complaint: 400, praise: 30}
"""


def test_the_longest_that_applies_counts() -> None:
    rules = read_telephony_rules(TEXT, "rules.yaml").recordings

    def days(*categories: str) -> tuple[int, str | None]:
        found = kept(END, categories, rules)
        return (found.until - END).days, found.category

    assert days() == (90, None)
    assert days("query") == (90, None)
    assert days("praise") == (90, None), "no order makes it shorter"
    assert days("complaint", "praise") == (400, "complaint")
    assert first_question(END, rules) == END + timedelta(days=30)
    assert rules.version == "2026-12"
    assert not rules.delete_at_exchange
    assert read_telephony_rules(TEXT, "rules.yaml").controls.days == 180, "an older file says nothing of it"
    assert read_telephony_rules(TEXT + "controls: {days: 30}\n", "rules.yaml").controls.days == 30


def test_the_rules_that_come_with_the_product_name_categories_that_there_are() -> None:
    rules = shipped_telephony_rules().recordings
    assert set(rules.by_category) <= set(Category)
    assert rules.by_category["complaint"] > rules.days


@pytest.mark.parametrize(
    ("text", "field"),
    [
        ("[]", "format"),
        (TEXT.replace("format: 1", "format: 2"), "format"),
        (TEXT.replace('"2026-12"', "2026"), "version"),
        (TEXT.replace("days: 90", "days: 0"), "recordings.days"),
        (TEXT.replace("days: 90", "days: true"), "recordings.days"),
        (TEXT.replace("400", "forever"), "recordings.categories.complaint"),
        (TEXT.replace("{complaint: 400, praise: 30}", "[complaint]"), "recordings.categories"),
        (TEXT + "  keep: 3\n", "recordings.keep"),
        (TEXT + "  delete_at_exchange: perhaps\n", "recordings.delete_at_exchange"),
        (TEXT + "pacing: {}\n", "pacing"),
        (TEXT + "controls: {days: 0}\n", "controls.days"),
        (TEXT + "controls: {months: 6}\n", "controls"),
    ],
)
def test_what_is_wrong_is_named(text: str, field: str) -> None:
    with pytest.raises(InvalidInput) as caught:
        read_telephony_rules(text, "rules.yaml")
    assert field in [finding["field"] for finding in caught.value.findings]


def test_the_file_is_named_by_a_setting(tmp_path: Path) -> None:
    (tmp_path / "rules.yaml").write_text(TEXT)
    rules = Settings.from_environment({"HUAN_TELEPHONY_RULES": str(tmp_path / "rules.yaml")}).telephony_rules
    assert rules.recordings.days == 90
    with pytest.raises(BadSetting, match="HUAN_TELEPHONY_RULES"):
        Settings.from_environment({"HUAN_TELEPHONY_RULES": str(tmp_path / "none.yaml")})


def test_what_can_be_mended_is_tried_again_and_what_cannot_is_not() -> None:
    for attempt, pause in enumerate(PAUSES, 1):
        assert after_failure(Reason.NOT_THERE, attempt, END) == Next(Status.MISSING, END + pause)
    assert after_failure(Reason.NOT_THERE, len(PAUSES) + 1, END) == Next(Status.MISSING, None)
    assert after_failure(Reason.OUTSIDE, 1, END) == Next(Status.REFUSED, None)
    assert after_failure(Reason.GROWING, 99, END).status is Status.FOUND


def test_a_pause_lasts_until_recording_goes_on_and_twice_is_once() -> None:
    paused = paused_at(paused_at([], 1000), 2000)
    assert paused == [[1000, None]]
    resumed = resumed_at(resumed_at(paused, 5000), 6000)
    assert resumed == [[1000, 5000]]
    assert paused_at(resumed, 7000) == [[1000, 5000], [7000, None]]
