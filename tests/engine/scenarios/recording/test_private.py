"""What was typed stays only as far as its schema shows that it is no private text."""

from decimal import Decimal

import pytest

from engine.definitions import Form
from engine.org import directory
from engine.org.directory import Department, Membership, Person, Tier
from engine.scenarios.cast import make_cast
from engine.scenarios.recording import RecordingRefused
from engine.scenarios.recording.private import PLACEHOLDER, Discreet, quoted, same_shape
from engine.scenarios.recording.roles import Roles

CAST = make_cast()


@pytest.fixture
def real():
    """An organisation with two counties in a city, one in another, and people of many departments."""
    rows = CAST.rows
    tiers = [Tier(**{**row, "name": "真县"}) for row in rows["tier"]]
    departments = [Department(**row) for row in rows["department"]]
    people = [Person(row["id"], row["username"], "真名", row["agent"]) for row in rows["person"]]
    memberships = [
        Membership(row["person_id"], row["department_id"], row["role"]) for row in rows["membership"]
    ]
    return directory(1, tiers, departments, people, memberships)


@pytest.fixture
def discreet(real):
    return Discreet(Roles(real, CAST.tiers["county 2"]))


def form(**properties):
    return Form("f", {"type": "object", "properties": properties})


def test_choices_numbers_answers_and_times_stay_and_texts_do_not(discreet):
    typed = discreet.typed(
        {
            "cause": "equipment",
            "reached": True,
            "amount": Decimal("2.5"),
            "day": "2026-11-23",
            "note": "住在三单元",
            "none": None,
            "items": [{"material": "熔断器", "quantity": 2}],
        },
        form(
            cause={"type": "string", "oneOf": [{"const": "equipment"}]},
            reached={"type": "boolean"},
            amount={"type": "number"},
            day={"type": "string", "format": "date"},
            note={"type": "string"},
            none={"type": "string"},
            items={
                "type": "array",
                "items": {
                    "type": "object",
                    "properties": {"material": {"type": "string"}, "quantity": {"type": "number"}},
                },
            },
        ),
    )
    assert typed == {
        "cause": "equipment",
        "reached": True,
        "amount": Decimal("2.5"),
        "day": "2026-11-23",
        "note": PLACEHOLDER,
        "items": [{"material": PLACEHOLDER, "quantity": 2}],
    }


def test_a_text_stays_when_its_field_says_that_it_is_not_personal(discreet):
    typed = discreet.typed({"code": "B 7"}, form(code={"type": "string", "x-personal": False}))
    assert typed == {"code": "B 7"}


def test_a_number_that_may_be_a_persons_is_taken_away(discreet):
    assert discreet.said({"to": 13912345678, "attempts": 3, "account": -(10**12)}) == {
        "to": 0,
        "attempts": 3,
        "account": 0,
    }


def test_where_a_form_takes_no_placeholder_the_text_keeps_its_shape_only(discreet):
    position = form(position={"type": "string", "pattern": r"^\d+\.\d+,\d+\.\d+$"})
    assert discreet.typed({"position": "30.25,120.16"}, position) == {"position": "00.00,000.00"}
    with pytest.raises(RecordingRefused, match="form f: no replacement for a private text fits: code"):
        discreet.typed({"code": "A7"}, form(code={"type": "string", "pattern": "^A7$"}))


def test_people_and_tiers_are_those_of_the_cast(discreet):
    said = discreet.said(
        {
            "asked_by": CAST.people["county desk 2"],
            "crew": "crew 3",
            "other": CAST.tiers["county"],
            "reason": "awaiting-parts",
            "until": "2026-11-23T15:00:00+08:00",
            "words": "awaiting a call",
        }
    )
    assert said == {
        "asked_by": "county desk",
        "crew": "crew 1",
        "other": "county 2",
        "reason": "awaiting-parts",
        "until": "2026-11-23T15:00:00+08:00",
        "words": PLACEHOLDER,
    }


def test_a_username_becomes_that_of_who_plays_the_person(discreet):
    assert discreet.said({"accused_username": "county desk 2"}) == {"accused_username": "county desk"}


def test_the_shape_of_a_text_says_nothing_of_it():
    assert same_shape("浙A·12Bc，李") == "某X·00Xx，某"


def test_different_people_stay_different_as_long_as_the_cast_has_somebody(real):
    roles = Roles(real, CAST.tiers["county"])
    people = ("agent", "agent 2", "shift leader", "county desk", "desk colleague", "city", "operator")
    assert [roles.person(CAST.people[name]) for name in people] == list(people)
    assert roles.person(CAST.people["county desk 2"]) == "county desk 2"


def test_tiers_keep_how_they_stand_to_each_other(real):
    roles = Roles(real, CAST.tiers["county 3"])
    assert [roles.tier(CAST.tiers[name]) for name in ("county 3", "city 2", "crew 4", "province")] == [
        *("county", "city", "crew 1", "province")
    ]
    assert roles.tier(CAST.tiers["county"]) == "county 3"
    with pytest.raises(RecordingRefused, match="more tiers of kind county"):
        roles.tier(CAST.tiers["county 2"])


def test_what_the_package_compares_with_is_no_private_text(real):
    files = {
        "a.bpmn": b'<x id="secret"><e>about != "supply"</e><p source="&quot;service&quot;"/></x>',
        "b.dmn": b'<text>"billing", "debt"</text>',
        "c.json": b'{"title": "mine"}',
    }
    assert quoted(files) == {"supply", "service", "billing", "debt"}
    discreet = Discreet(Roles(real, CAST.tiers["county 2"]), quoted(files))
    said = discreet.said({"about": "supply", "title": "mine", "id": "secret"})
    assert said == {"about": "supply", "title": PLACEHOLDER, "id": PLACEHOLDER}
