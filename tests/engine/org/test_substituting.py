"""Who may stand in for whom: times, overlaps, circles, and through others."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from engine.org import Department, Directory, Membership, Person, Substitution, Tier, directory
from engine.org.substituting import substitution_findings

NOW = datetime(2026, 11, 23, 1, tzinfo=UTC)
PEOPLE = ("ann", "bob", "cat", "dan")


def at(hours: float) -> datetime:
    return NOW + timedelta(hours=hours)


def office(*known: Substitution) -> Directory:
    """Ann, Bob and Cat work in the east, Dan in the west county."""
    tiers = [
        Tier("p", None, "province", "P", "P", "/P/", "Asia/Shanghai", "cn"),
        Tier("e", "p", "county", "E", "E", "/P/E/", "Asia/Shanghai", "cn"),
        Tier("w", "p", "county", "W", "W", "/P/W/", "Asia/Shanghai", "cn"),
    ]
    departments = [Department("east", "e", "repair", "East"), Department("west", "w", "repair", "West")]
    people = [Person(name, name, name) for name in PEOPLE]
    places = [Membership(name, "west" if name == "dan" else "east", "dispatcher") for name in PEOPLE]
    return directory(1, tiers, departments, people, places, known)


def stand(
    substitute: str, person: str, begin: float = 1, end: float = 9, where: str | None = None
) -> Substitution:
    return Substitution(person, substitute, where, at(begin), at(end))


@pytest.mark.parametrize(
    ("new", "field"),
    [
        (stand("ann", "ann"), "substitute_id"),
        (stand("eve", "ann"), "substitute_id"),
        (stand("dan", "ann"), "substitute_id"),
        (stand("bob", "ann", 5, 5), "until_at"),
        (stand("bob", "ann", -5, -1), "until_at"),
        (stand("bob", "ann", 1, 24 * 367), "until_at"),
        (stand("bob", "ann", where="west"), "department_id"),
        (stand("cat", "ann", 8, 12), "from_at"),
        (stand("bob", "cat", 8, 12), "substitute_id"),
    ],
)
def test_what_cannot_be_is_told_by_its_field(new: Substitution, field: str) -> None:
    # Bob stands in for Ann from 1 to 9, Cat for Bob: Cat's work would come back to Cat.
    known = office(stand("bob", "ann"), stand("cat", "bob"))
    assert [finding["field"] for finding in substitution_findings(new, NOW, known)] == [field]


def test_one_may_follow_another_and_two_departments_have_two_substitutes() -> None:
    known = office(stand("bob", "ann", 1, 9), stand("ann", "cat", 20, 30, "east"))
    for fine in (stand("cat", "ann", 9, 12), stand("bob", "cat", 25, 26), stand("cat", "bob", 9, 10)):
        expected = ["from_at"] if fine.person_id == "cat" else []
        assert [one["field"] for one in substitution_findings(fine, NOW, known)] == expected


def test_whoever_stands_in_for_a_substitute_stands_in_for_those_too() -> None:
    known = office(stand("bob", "ann"), stand("cat", "bob", 5, 9), stand("cat", "ann", 9, 10, "east"))
    assert known.stands_in_for("cat", at(4)) == frozenset()
    assert known.stands_in_for("cat", at(5)) == {"ann", "bob"}
    assert known.stands_in_within("cat", at(9)) == {("ann", "east")}


moments = st.integers(1, 6)


@settings(max_examples=60, deadline=None)
@given(
    st.lists(
        st.tuples(st.sampled_from(PEOPLE[:3]), st.sampled_from(PEOPLE[:3]), moments, moments), max_size=7
    )
)
def test_whatever_is_accepted_nobody_ever_stands_in_for_themselves(
    wanted: list[tuple[str, str, int, int]],
) -> None:
    known: list[Substitution] = []
    for substitute, person, begin, length in wanted:
        new = stand(substitute, person, begin, begin + length)
        if not substitution_findings(new, NOW, office(*known)):
            known.append(new)
    made = office(*known)
    for hour in range(13):
        # Followed from one to the next, nobody's work comes back to them, and each has one substitute.
        follows = {
            one.person_id: one.substitute_id for one in known if one.from_at <= at(hour) < one.until_at
        }
        assert len(follows) == sum(one.from_at <= at(hour) < one.until_at for one in known)
        for person in PEOPLE:
            last, steps = person, 0
            while last in follows:
                last, steps = follows[last], steps + 1
                assert steps <= len(PEOPLE)
            if last != person:
                assert person in made.stands_in_for(last, at(hour))
