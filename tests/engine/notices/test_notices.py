"""Kinds, templates, quiet hours and choices: the decisions behind every notice."""

from __future__ import annotations

from datetime import UTC, datetime, time

import pytest

from engine.notices import (
    KINDS,
    Channel,
    Choice,
    Quiet,
    Reader,
    next_daily,
    next_hour,
    out_of_quiet,
    render,
    sample,
    sendings,
    template_findings,
)
from engine.words import Words

CHINA = "Asia/Shanghai"
#: 22:30 in Shanghai.
LATE = datetime(2026, 11, 23, 14, 30, tzinfo=UTC)
NIGHT = Quiet(time(22, 0), time(7, 30))
URGENT, PLAIN = KINDS["urged"], KINDS["mentioned"]


@pytest.mark.parametrize("kind", KINDS.values(), ids=list(KINDS))
def test_every_kind_as_shipped_passes_its_own_check_and_can_be_previewed(kind) -> None:
    for field, text, language in (("text_en", str(kind.text), "en"), ("text_zh", kind.text.zh, "zh")):
        assert template_findings(kind, field, text) == []
        told = sample(kind, text, language)
        assert not set("{[—") & set(told)
        assert "{" in text, "a notice that says nothing of the case is none"


def test_what_is_not_known_takes_its_part_of_the_sentence_with_it() -> None:
    text = "{actor} urges {order}[, for the {count}. time][: {reason}]"
    assert (
        render(text, {"actor": "李", "order": "17", "count": 2}, CHINA, "en")
        == "李 urges 17, for the 2. time"
    )
    assert render(text, {"actor": "李", "reason": "late"}, CHINA, "en") == "李 urges —: late"


def test_values_are_told_in_the_zone_and_the_language_and_cannot_break_the_line() -> None:
    values = {"text": Words("held", "挂起"), "until": LATE, "names": ["a", "b"], "odd": "a\r\u202eb{actor}"}
    assert render("{text} {until} {names}", values, CHINA, "zh") == "挂起 11-23 22:30 a、b"
    assert render("{text} {until}", values, "UTC", "en") == "held 11-23 14:30"
    assert render("{odd}", values, "UTC", "en") == "a  b{actor}", (
        "what a value says is never read as a template"
    )


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("", "is empty"),
        ("{colour}", "{colour} is no value of this kind"),
        ("{actor.__class__}", "{ stands alone"),
        ("{actor", "{ stands alone"),
        ("[{actor}", "[ is not closed"),
        ("[a [b] {actor}]", "[ stands alone"),
        ("a]", "] stands alone"),
        ("{actor}" + "x" * 500, "has 507 characters"),
        ("{actor}\x00", "has a control character"),
    ],
)
def test_a_mistake_in_a_template_is_named(text: str, problem: str) -> None:
    found = template_findings(URGENT, "text_en", text)
    assert [one["problem"] for one in found] == [problem]
    assert found[0]["field"] == "text_en"
    assert found[0]["remedy_zh"] != ""


def test_quiet_hours_end_in_the_morning_of_their_zone() -> None:
    assert out_of_quiet(NIGHT, LATE, CHINA) == datetime(2026, 11, 23, 23, 30, tzinfo=UTC)
    assert out_of_quiet(NIGHT, datetime(2026, 11, 23, 17, 0, tzinfo=UTC), CHINA) == datetime(
        2026, 11, 23, 23, 30, tzinfo=UTC
    ), "after midnight it is the same morning"
    noon = datetime(2026, 11, 23, 4, 0, tzinfo=UTC)
    assert out_of_quiet(NIGHT, noon, CHINA) == noon
    assert out_of_quiet(Quiet(time(12), time(12)), noon, CHINA) == noon, "from twelve to twelve is never"
    assert out_of_quiet(Quiet(time(11), time(13)), noon, CHINA) == datetime(2026, 11, 23, 5, 0, tzinfo=UTC)
    assert out_of_quiet(
        Quiet(time(1, 30), time(2, 30)), datetime(2026, 3, 29, 0, 40, tzinfo=UTC), "Europe/Berlin"
    ) == (datetime(2026, 3, 29, 1, 30, tzinfo=UTC)), (
        "half past two is left out that night: it comes an hour later"
    )


def test_digests_come_at_their_hour() -> None:
    assert next_daily(time(8), LATE, CHINA) == datetime(2026, 11, 24, 0, 0, tzinfo=UTC)
    assert next_daily(time(23), LATE, CHINA) == datetime(2026, 11, 23, 15, 0, tzinfo=UTC)
    assert next_daily(time(22, 30), LATE, CHINA) == datetime(2026, 11, 24, 14, 30, tzinfo=UTC), "now is over"
    assert next_hour(LATE) == datetime(2026, 11, 23, 15, 0, tzinfo=UTC)


def told(reader: Reader, kind, now: datetime = LATE) -> dict[str, datetime | None]:
    return {one.channel.value: one.due_at for one in sendings(reader, kind, now, CHINA)}


def test_the_urgent_comes_at_once_and_the_rest_in_the_daily_mail() -> None:
    li = Reader("li", email="li@example.com", phone="13800000009", quiet=NIGHT)
    assert told(li, URGENT) == {"email": None, "sms": None}, "quiet hours do not hold up what is urgent"
    assert told(li, PLAIN) == {"email": datetime(2026, 11, 24, 0, 0, tzinfo=UTC)}
    assert told(Reader("li"), URGENT) == {}, "nobody is reached at no address"


def test_what_somebody_chose_holds() -> None:
    choices = {
        (URGENT.key, "sms"): "off",
        (PLAIN.key, "email"): "now",
        (PLAIN.key, "sms"): "hourly",
        (PLAIN.key, "webhook"): "now",
    }
    li = Reader("li", "li@example.com", "13800000009", NIGHT, time(23), choices)
    morning = datetime(2026, 11, 23, 23, 30, tzinfo=UTC)
    assert told(li, URGENT) == {"email": None}
    assert told(li, PLAIN) == {"email": morning, "sms": morning, "webhook": morning}
    assert li.choice(PLAIN, Channel.APP) is Choice.NOW
