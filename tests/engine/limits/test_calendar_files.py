"""Calendar files: what they may say, and the message for every mistake."""

from datetime import date

import pytest

from engine.errors import InvalidInput
from engine.limits import BusinessHours, build_calendars, read_calendar_file, seed_calendars

GOOD = """\
format: 1
calendar: cn
year: 2026
zone: Asia/Shanghai
provisional: false
source: test
days:
  2026-01-01: {working: false, name: 元旦}
"""
XIZANG = """\
format: 1
calendar: cn-xizang
year: 2026
zone: Asia/Shanghai
provisional: false
source: test
extends: cn
business_hours: ["09:30-13:00", "15:30-18:30"]
days:
  2026-02-18: {working: false, name: 藏历新年}
  2026-02-19: {working: false, name: 藏历新年}
  2026-02-14: {working: true, name: 上班, hours: ["10:00-12:00"]}
"""


def test_a_tier_lays_its_own_days_and_hours_over_the_countrys():
    calendars = build_calendars([read_calendar_file(GOOD, "cn.yaml"), read_calendar_file(XIZANG, "xz.yaml")])
    xizang = calendars["cn-xizang"]
    assert xizang.day(date(2026, 1, 1)).name == "元旦"
    assert xizang.day(date(2026, 2, 19)).name == "藏历新年"
    assert xizang.day(date(2026, 2, 14)).hours == (BusinessHours(600, 720),)
    assert xizang.day(date(2026, 3, 2)).hours == (BusinessHours(570, 780), BusinessHours(930, 1110))
    assert calendars["cn"].day(date(2026, 2, 19)).name is None


def test_a_tiers_own_day_wins_over_the_countrys_and_what_it_leaves_open_stays():
    base = GOOD.replace("days:", 'business_hours: ["08:30-12:00"]\ndays:').replace(
        "provisional: false", "provisional: true"
    )
    own = XIZANG.replace("2026-02-18", "2026-01-01").replace(
        'business_hours: ["09:30-13:00", "15:30-18:30"]\n', ""
    )
    calendars = build_calendars([read_calendar_file(base, "cn.yaml"), read_calendar_file(own, "xz.yaml")])
    xizang = calendars["cn-xizang"]
    assert xizang.day(date(2026, 1, 1)).name == "藏历新年"
    assert xizang.business_hours == (BusinessHours(510, 720),)
    assert xizang.provisional_years == {2026}


def test_the_year_not_announced_yet_is_known_only_where_provisional_years_are_wanted():
    assert sorted(seed_calendars()["cn"].years) == [2025, 2026]
    cn = seed_calendars(with_provisional=True)["cn"]
    assert cn.provisional_years == {2027}
    assert cn.is_provisional(date(2027, 2, 5))
    assert not cn.is_working_day(date(2027, 2, 5))
    assert not cn.is_provisional(date(2026, 2, 5))


def test_the_provisional_year_holds_exactly_the_fourteen_statutory_days():
    cn = seed_calendars(with_provisional=True)["cn"]
    names = [entry.name.split("（")[0] for entry in cn.years[2027].days.values()]
    counts = {name: names.count(name) for name in names}
    assert counts == {"元旦": 1, "春节": 4, "清明节": 1, "劳动节": 2, "端午节": 1, "中秋节": 1, "国庆节": 3}
    assert not any(entry.working for entry in cn.years[2027].days.values())


@pytest.mark.parametrize(
    ("old", "new", "line", "field", "expected"),
    [
        ("year: 2026", "year: next", 3, "year", "a whole number"),
        ("zone: Asia/Shanghai", "zone: Asia/Peking", 4, "zone", "an IANA name"),
        ("zone: Asia/Shanghai", "zone: ../../etc/passwd", 4, "zone", "an IANA name"),
        ("provisional: false", "provisional: perhaps", 5, "provisional", "true or false"),
        ("source: test\n", "", 1, "document", "a field 'source'"),
        ("source: test", "sauce: test", 6, "sauce", "one of format"),
        ("2026-01-01:", "2025-01-01:", 8, "days.2025-01-01", "a date such as 2026-05-01"),
        ("2026-01-01:", "2026-02-30:", 8, "days.2026-02-30", "a date such as 2026-05-01"),
        ("2026-01-01:", "20260101:", 8, "days.20260101", "a date such as 2026-05-01"),
        ("working: false", "working: true", 8, "days.2026-01-01", "a weekend day that is worked"),
        ("name: 元旦", "name:", 8, "days.2026-01-01.name", "a text"),
        ("name: 元旦", 'name: 元旦, hours: ["09:00-12:00"]', 8, "days.2026-01-01.hours", "working days only"),
        ("days:", 'business_hours: ["12:00-08:30"]\ndays:', 7, "business_hours[1]", "such as 08:30-12:00"),
        ("days:", 'business_hours: ["8.30-12"]\ndays:', 7, "business_hours[1]", "such as 08:30-12:00"),
        ("days:", 'business_hours: ["20:00-24:30"]\ndays:', 7, "business_hours[1]", "such as 08:30-12:00"),
        (
            "days:",
            'business_hours: ["08:30-12:00", "11:00-17:00"]\ndays:',
            7,
            "business_hours[2]",
            "stretches in order",
        ),
        ("calendar: cn", "calendar: CN 中国", 2, "calendar", "a short lower-case name"),
    ],
)
def test_a_mistake_is_told_with_file_line_field_and_what_was_expected(old, new, line, field, expected):
    assert old in GOOD
    with pytest.raises(InvalidInput) as caught:
        read_calendar_file(GOOD.replace(old, new), "cn.yaml")
    assert f"cn.yaml, line {line}, {field}:" in caught.value.message
    assert expected in caught.value.message
    assert caught.value.findings[0]["line"] == line


def test_all_wrong_days_are_told_at_once():
    text = GOOD + "  2026-13-01: {working: false, name: a}\n  2026-14-01: {working: false, name: b}\n"
    with pytest.raises(InvalidInput) as caught:
        read_calendar_file(text, "cn.yaml")
    assert [finding["line"] for finding in caught.value.findings] == [9, 10]


@pytest.mark.parametrize(
    ("first", "second", "message"),
    [
        (GOOD, GOOD, "both give 2026"),
        (GOOD, GOOD.replace("2026", "2025").replace("Asia/Shanghai", "Asia/Urumqi"), "zone differs"),
        (GOOD.replace("2026", "2025"), XIZANG, "has no 2026"),
        (GOOD.replace("calendar: cn", "calendar: us"), XIZANG, "no calendar 'cn'"),
        (GOOD, XIZANG.replace("extends: cn", "extends: cn-xizang"), "no calendar 'cn-xizang'"),
    ],
)
def test_files_that_contradict_each_other_are_refused_by_name(first, second, message):
    with pytest.raises(InvalidInput, match=message) as caught:
        build_calendars([read_calendar_file(first, "first.yaml"), read_calendar_file(second, "second.yaml")])
    assert "second.yaml" in caught.value.message
