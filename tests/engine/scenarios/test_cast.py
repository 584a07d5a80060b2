"""The built-in organisation: names that stay, rights that a reader can guess."""

from engine.org import KINDS
from engine.scenarios.cast import DEPARTMENTS, PEOPLE, PREMISES, TIERS, department_kinds, make_cast


def test_every_name_leads_to_something_that_is_there():
    assert all(parent is None or parent in TIERS for parent, _, _ in TIERS.values())
    assert all(tier in TIERS for _, tier, _ in DEPARTMENTS.values())
    assert all(department in DEPARTMENTS for department, _, _, _ in PEOPLE.values())
    assert all(TIERS[county][1] == "county" for county, _, _, _ in PREMISES.values())
    assert {kind for _, kind, _ in TIERS.values()} == set(KINDS)


def test_every_department_has_somebody_and_a_department_kind_comes_once_a_tier():
    assert {department for department, _, _, _ in PEOPLE.values()} == set(DEPARTMENTS)
    places = [(kind, tier) for kind, tier, _ in DEPARTMENTS.values()]
    assert len(places) == len(set(places))


def test_a_person_who_shares_a_departments_name_is_its_first_member():
    cast = make_cast()
    for name in set(PEOPLE) & set(DEPARTMENTS):
        assert cast.first_member(cast.departments[name]) == cast.people[name]


def test_paths_go_from_the_province_down():
    paths = {row["code"]: row["path"] for row in make_cast().rows["tier"]}
    assert paths["crew 1"] == "/province/city/county/crew 1/"
    assert paths["county 3"] == "/province/city 2/county 3/"


def test_an_empty_department_has_no_members_and_everybody_else_stays():
    full, cast = make_cast(), make_cast(["county desk"])
    assert cast.first_member(cast.departments["county desk"]) is None
    assert len(full.rows["membership"]) - len(cast.rows["membership"]) == 2
    assert len(full.rows["person"]) == len(cast.rows["person"])


def test_ids_are_told_by_name():
    cast = make_cast()
    assert cast.person_name(cast.people["crew 1"]) == "crew 1"
    assert cast.person_name(None) is None
    assert cast.person_name("system:timer") == "system"
    assert cast.department_name(cast.departments["centre"]) == "centre"
    assert cast.tier_name(None) is None


def test_the_kinds_of_department_are_known():
    assert {"customer-service", "supervision", "command", "repair", "duty", "crew"} <= department_kinds()
