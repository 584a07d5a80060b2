"""Every role × action × tier × relation, against a table that is written by hand.

The table is the second statement of the rule, not made from the first. A column is how the person stands to
the order (`x` they may, `.` they may not), for whoever has one of the row's roles:

    own    at one's own tier                       line   elsewhere, with an open line of one's own
    below  at a subordinate tier                   none   something that has no place
    side   at a neighbour                          above  at the superior tier

and for restricted orders, which lie at one's own tier:

    shut   not named, with a line                  named  named oneself
    dept   the department is named                 task   named, with a line
    about  named, but it is about oneself          unit   named, but it is about the unit of the department
"""

from __future__ import annotations

from itertools import product

import pytest

from engine.org import (
    Action,
    Actor,
    Department,
    Directory,
    Membership,
    Person,
    Restriction,
    Target,
    Tier,
    directory,
    may,
    may_at_all,
    place_of_person,
)
from engine.org.policy import refusal

ALL = "agent shift-leader dispatcher duty-manager crew manager operator designer auditor"
FIELD = "crew dispatcher duty-manager shift-leader"
DESK = "agent shift-leader dispatcher duty-manager"
HEADS = "shift-leader duty-manager manager"
LEAD = "shift-leader duty-manager manager dispatcher"

COLUMNS = "own below side above line none | shut named dept task about unit".replace("| ", "").split()
TABLE = {
    #                                                 own below side above line none | shut named dept task about unit
    Action.SEE_ORDER:            (ALL,                 "x   x    .    .     x    .   | .    x     x    x    .     ."),
    Action.CHANGE_ORDER:         (ALL,                 "x   x    .    .     x    .   | .    x     x    x    .     ."),
    Action.WORK_TASK:            (ALL,                 ".   .    .    .     x    .   | .    .     .    x    .     ."),
    Action.OPEN_ORDER:           ("agent shift-leader dispatcher",
                                                       "x   x    .    .     .    x   | .    x     x    x    .     ."),
    Action.HOLD_ORDER:           (LEAD,                "x   x    .    .     .    x   | .    x     x    x    .     ."),
    Action.CANCEL_ORDER:         ("dispatcher shift-leader duty-manager",
                                                       "x   x    .    .     .    x   | .    x     x    x    .     ."),
    Action.REQUEST_HOLD:         (FIELD,               "x   x    .    .     x    x   | .    x     x    x    .     ."),
    Action.REQUEST_CANCELLATION: (DESK,                "x   x    .    .     x    x   | .    x     x    x    .     ."),
    Action.REQUEST_APPOINTMENT:  (f"{DESK} crew",      "x   x    .    .     x    x   | .    x     x    x    .     ."),
    Action.CORRECT_ORDER:        (DESK,                "x   x    .    .     x    x   | .    x     x    x    .     ."),
    Action.ANSWER_PUBLIC:        (f"{DESK} manager",    "x   x    .    .     x    x   | .    x     x    x    .     ."),
    Action.MERGE_ORDERS:         ("dispatcher shift-leader duty-manager",
                                                       "x   x    .    .     .    x   | .    x     x    x    .     ."),
    Action.MANAGE_OUTAGES:       ("dispatcher shift-leader duty-manager",
                                                       "x   x    .    .     .    x   | .    x     x    x    .     ."),
    Action.REMOVE_ATTACHMENT:    (f"{HEADS} auditor",  "x   x    .    .     x    x   | .    x     x    x    .     ."),
    Action.FLAG_CALLERS:         ("shift-leader duty-manager",
                                                       "x   x    x    x     x    x   | x    x     x    x    x     x"),
    Action.EDIT_WORDING:         ("shift-leader duty-manager",
                                                       "x   x    x    x     x    x   | x    x     x    x    x     x"),
    Action.ENTER_FOR:            ("dispatcher shift-leader duty-manager",
                                                       "x   x    .    .     .    x   | .    x     x    x    .     ."),
    Action.SEE_OUTAGES:          (ALL,                 "x   x    x    x     x    x   | x    x     x    x    x     x"),
    Action.ERASE_VALUES:         ("auditor",           "x   x    .    .     .    x   | .    x     x    x    .     ."),
    Action.RESTRICT_ORDER:       (HEADS,               "x   x    .    .     x    x   | .    x     x    x    .     ."),
    Action.AUDIT_LOOKS:          ("auditor",           "x   x    .    .     .    x   | x    x     x    x    .     ."),
    Action.REASSIGN_TASK:        (LEAD,                "x   x    .    .     x    x   | .    x     x    x    .     ."),
    Action.TAKE_OVER_TASK:       (LEAD,                "x   x    .    .     .    x   | .    x     x    x    .     ."),
    Action.URGE_TASK:            (ALL,                 "x   x    .    .     x    .   | .    x     x    x    .     ."),
    Action.SUPERVISE_ORDER:      (LEAD,                "x   x    .    .     .    x   | .    x     x    x    .     ."),
    Action.APPROVE_HOLD:         (LEAD,                "x   x    .    .     .    x   | .    x     x    x    .     ."),
    Action.SEE_INCIDENTS:        ("operator shift-leader duty-manager designer",
                                                       "x   x    .    .     .    x   | .    x     x    x    .     ."),
    Action.MEND_INCIDENT:        ("operator",          "x   x    .    .     .    x   | .    x     x    x    .     ."),
    Action.SEE_CALL:             (ALL,                 "x   x    .    .     x    .   | x    x     x    x    x     x"),
    Action.HEAR_RECORDING:       (f"{HEADS} agent auditor",
                                                       ".   .    .    .     x    .   | .    .     .    x    .     ."),
    Action.HEAR_RECORDINGS:      (f"{HEADS} auditor",  "x   x    .    .     .    x   | .    x     x    x    .     ."),
    Action.HEAR_VOICEMAIL:       (f"{HEADS} agent auditor",
                                                       "x   x    .    .     .    x   | .    x     x    x    .     ."),
    Action.HOLD_RECORDING:       ("duty-manager auditor",
                                                       "x   x    .    .     .    x   | .    x     x    x    .     ."),
    Action.AUDIT_PLAYS:          ("auditor",           "x   x    .    .     .    x   | x    x     x    x    .     ."),
    Action.SEE_CUSTOMERS:        (DESK,                "x   x    x    x     x    x   | x    x     x    x    x     x"),
    Action.DIAL:                 (f"{DESK} crew",      "x   x    .    .     x    x   | .    x     x    x    .     ."),
    Action.CONTROL_CALL:         (f"{DESK} crew",      ".   .    .    .     x    .   | x    .     .    x    x     x"),
    Action.SUPERVISE_CALL:       ("shift-leader duty-manager",
                                                       "x   x    .    .     .    x   | x    x     x    x    x     x"),
    Action.SEE_NUMBER:           (ALL.replace("crew ", ""),
                                                       "x   x    x    x     x    x   | x    x     x    x    x     x"),
    Action.TAKE_CALLS:           ("agent shift-leader", "x   x    x    x     x    x   | x    x     x    x    x     x"),
    Action.SEE_AGENTS:           ("shift-leader duty-manager",
                                                       "x   x    .    .     .    x   | x    x     x    x    x     x"),
    Action.ANNOUNCE:             ("shift-leader duty-manager",
                                                       "x   x    .    .     .    x   | x    x     x    x    x     x"),
    Action.SWITCH_OVERFLOW:      ("shift-leader duty-manager",
                                                       "x   x    .    .     .    x   | x    x     x    x    x     x"),
    Action.SEE_FIGURES:          (HEADS,               "x   x    .    .     .    x   | x    x     x    x    x     x"),
    Action.FORCE_AGENT:          ("shift-leader duty-manager",
                                                       "x   x    .    .     .    x   | x    x     x    x    x     x"),
    Action.RUN_CAMPAIGN:         (HEADS,               "x   x    .    .     .    x   | x    x     x    x    x     x"),
    Action.MANAGE_TELEPHONY:     ("operator",          "x   x    .    .     .    x   | x    x     x    x    x     x"),
    Action.DEMONSTRATE:          ("agent shift-leader operator",
                                                       "x   x    x    x     x    x   | x    x     x    x    x     x"),
    Action.SEE_PACKAGES:         (ALL,                 "x   x    x    x     x    x   | x    x     x    x    x     x"),
    Action.DESIGN:               ("designer",          "x   x    x    x     x    x   | x    x     x    x    x     x"),
    Action.DEPLOY:               ("designer",          "x   x    x    x     x    x   | x    x     x    x    x     x"),
    Action.IMPORT:               ("operator",          "x   x    x    x     x    x   | x    x     x    x    x     x"),
    Action.SEND_MESSAGE:         ("operator",          "x   x    x    x     x    x   | x    x     x    x    x     x"),
    Action.EDIT_NOTICE_TEXTS:    ("operator",          "x   x    x    x     x    x   | x    x     x    x    x     x"),
    Action.SHARE_VIEW:           (LEAD,                "x   x    .    .     .    x   | x    x     x    x    x     x"),
    Action.SEE_BOARD:            (LEAD,                "x   x    .    .     .    x   | x    x     x    x    x     x"),
    Action.EXPORT_LIST:          (LEAD,                "x   x    x    x     x    x   | x    x     x    x    x     x"),
    Action.SEE_LIMITS:           (ALL,                 "x   x    x    x     x    x   | x    x     x    x    x     x"),
    Action.CHANGE_LIMITS:        ("designer manager",  "x   x    x    x     x    x   | x    x     x    x    x     x"),
    Action.MANAGE_ACCOUNTS:      ("operator",          "x   x    .    .     .    x   | x    x     x    x    x     x"),
    Action.ADMINISTER:           ("operator",          "x   x    .    .     .    x   | x    x     x    x    x     x"),
    Action.ARRANGE_DUTY:         (f"{HEADS} operator", "x   x    .    .     .    x   | x    x     x    x    x     x"),
    Action.SEE_ADMINISTRATION:   (f"{HEADS} operator auditor",
                                                       "x   x    .    .     .    x   | x    x     x    x    x     x"),
    Action.SEE_SIGN_INS:         ("auditor operator",  "x   x    .    .     .    x   | x    x     x    x    x     x"),
}  # fmt: skip

#: A branch of five tiers, and the neighbour of each: /P/A/A1/S/C/ beside /Q/, /P/B/, /P/A/A2/ …
BRANCH = ("/P/", "/P/A/", "/P/A/A1/", "/P/A/A1/S/", "/P/A/A1/S/C/")
SIDES = ("/Q/", "/P/B/", "/P/A/A2/", "/P/A/A1/S2/", "/P/A/A1/S/C2/")
#: Begins as /P/A/A1/ does, and is another county: what a careless comparison of names would mix up.
ALIKE = "/P/A/A10/"
KINDS = ("province", "city", "county", "station", "crew")
ROLES = ALL.split()


def organisation() -> Directory:
    """One person per tier and role, in a department of their role at their tier; `idle` has left."""
    tiers = [
        Tier(path, path.rstrip("/").rpartition("/")[0] + "/" if path.count("/") > 2 else None, kind, path,
             path, path, "Asia/Shanghai", "cn")
        for paths in (BRANCH, SIDES) for path, kind in zip(paths, KINDS, strict=True)
    ]  # fmt: skip
    tiers.append(Tier(ALIKE, "/P/A/", "county", ALIKE, ALIKE, ALIKE, "Asia/Shanghai", "cn"))
    seats = [(f"{tier.path}{role}", tier, role) for tier in tiers for role in ROLES]
    departments = [Department(f"d:{name}", tier.id, role, name) for name, tier, role in seats]
    people = [Person(name, name, name) for name, _, _ in seats] + [Person("idle", "idle", "x", active=False)]
    memberships = [Membership(name, f"d:{name}", role) for name, _, role in seats]
    memberships.append(Membership("idle", "d:/P/operator", "operator"))
    return directory(1, tiers, departments, people, memberships)


ORGANISATION = organisation()


def target(column: str, depth: int, person: str) -> Target | None:
    """Return what the person of this tier is asked about; None where the relation cannot be."""
    own, department, somebody = BRANCH[depth], f"d:{person}", frozenset(["another"])
    line, nobody = frozenset([department]), frozenset[str]()
    restricted = {
        "shut": (line, somebody, nobody),
        "named": (nobody, frozenset([person]), nobody),
        "dept": (nobody, frozenset([department]), somebody),
        "task": (line, frozenset([person]), nobody),
        "about": (line, frozenset([person, department]), frozenset([person])),
        "unit": (line, frozenset([person, department]), frozenset([BRANCH[max(depth - 1, 0)]])),
    }
    if column in restricted:
        lines, named, concerned = restricted[column]
        return Target(own, lines, nobody, Restriction(named, concerned))
    places = {
        "own": own,
        "below": BRANCH[depth + 1] if depth + 1 < len(BRANCH) else None,
        "side": SIDES[depth],
        "above": BRANCH[depth - 1] if depth else None,
    }
    if column in places:
        path = places[column]
        return Target(path) if path is not None else None
    return Target(SIDES[depth], line) if column == "line" else Target()


@pytest.mark.parametrize("action", Action)
def test_each_role_at_each_tier_may_what_the_table_says(action: Action) -> None:
    roles, row = TABLE[action]
    answers = dict(zip(COLUMNS, row.replace("| ", "").split(), strict=True))
    wrong = []
    for depth, role, column in product(range(len(BRANCH)), ROLES, COLUMNS):
        person = f"{BRANCH[depth]}{role}"
        asked = target(column, depth, person)
        if asked is None:
            continue
        expected = role in roles.split() and answers[column] == "x"
        if may(Actor(person), action, asked, ORGANISATION) is not expected:
            wrong.append(f"{role} at {KINDS[depth]}, {column}: should be {expected}")
    assert wrong == []


@pytest.mark.parametrize("action", Action)
def test_a_menu_shows_what_the_role_may_at_all(action: Action) -> None:
    roles, _ = TABLE[action]
    assert [role for role in ROLES if may_at_all(Actor(f"/P/A/{role}"), action, ORGANISATION)] == [
        role for role in ROLES if role in roles.split()
    ]


@pytest.mark.parametrize("action", Action)
def test_who_has_left_may_nothing_and_the_system_everything(action: Action) -> None:
    shut = Target("/P/", restriction=Restriction(frozenset(), frozenset(["system:timer"])))
    for asked in (Target(), Target("/P/"), shut):
        assert not may(Actor("idle"), action, asked, ORGANISATION)
        assert not may(Actor("nobody"), action, asked, ORGANISATION)
        assert may(Actor("system:timer"), action, asked, ORGANISATION)


def test_a_county_whose_code_begins_alike_is_a_neighbour() -> None:
    assert not may(Actor("/P/A/A1/manager"), Action.SEE_ORDER, Target(ALIKE), ORGANISATION)
    assert may(Actor("/P/A/manager"), Action.SEE_ORDER, Target(ALIKE), ORGANISATION)


def test_a_role_reaches_as_far_as_the_department_in_which_somebody_has_it() -> None:
    # A county's dispatcher who is also an agent of the province: nothing makes them the province's dispatcher.
    rows = [Membership("two", "d:/P/agent", "agent"), Membership("two", "d:/P/A/A1/dispatcher", "dispatcher")]
    both = directory(
        1,
        ORGANISATION.tiers.values(),
        ORGANISATION.departments.values(),
        [*ORGANISATION.people.values(), Person("two", "two", "x")],
        [*ORGANISATION.memberships, *rows],
    )
    two = Actor("two")
    county, province, elsewhere = Target("/P/A/A1/S/"), Target("/P/"), Target("/P/B/")
    for action in (Action.MERGE_ORDERS, Action.REASSIGN_TASK, Action.SEE_BOARD, Action.SUPERVISE_ORDER):
        assert [may(two, action, place, both) for place in (county, province, elsewhere)] == [
            True,
            False,
            False,
        ]
    for action in (Action.SEE_ORDER, Action.OPEN_ORDER):
        assert all(may(two, action, place, both) for place in (county, province, elsewhere))

    # The same with a line: it is the department's, and so is the role.
    of_agents = Target("/Q/", frozenset(["d:/P/agent"]))
    of_dispatchers = Target("/Q/", frozenset(["d:/P/A/A1/dispatcher"]))
    assert may(two, Action.WORK_TASK, of_agents, both)
    assert not may(two, Action.REASSIGN_TASK, of_agents, both)
    assert may(two, Action.REASSIGN_TASK, of_dispatchers, both)


def test_whoever_stands_in_has_the_persons_lines_but_is_not_named_for_them() -> None:
    theirs = Target("/Q/", people=frozenset(["/Q/agent"]))
    stands_in = Actor("/P/B/agent", stands_in_for=frozenset(["/Q/agent"]))
    assert not may(Actor("/P/B/agent"), Action.WORK_TASK, theirs, ORGANISATION)
    assert may(stands_in, Action.WORK_TASK, theirs, ORGANISATION)
    assert may(stands_in, Action.SEE_ORDER, theirs, ORGANISATION)
    shut = theirs._replace(restriction=Restriction(frozenset(["/Q/agent"]), frozenset()))
    assert not may(stands_in, Action.WORK_TASK, shut, ORGANISATION)


def test_whoever_stands_in_within_a_department_has_its_lines_alone() -> None:
    within = Actor("/P/B/agent", stands_in_within=frozenset([("/Q/agent", "d:/Q/agent")]))
    people = frozenset(["/Q/agent"])
    assert may(within, Action.WORK_TASK, Target("/Q/", frozenset(["d:/Q/agent"]), people), ORGANISATION)
    assert not may(within, Action.WORK_TASK, Target("/Q/", frozenset(["d:/Q/crew"]), people), ORGANISATION)


def test_whoever_stands_in_for_the_one_concerned_sees_as_little() -> None:
    about = Target("/P/", restriction=Restriction(frozenset(["/P/B/manager"]), frozenset(["/P/B/agent"])))
    assert may(Actor("/P/B/manager"), Action.SEE_ORDER, about, ORGANISATION)
    stands_in = Actor("/P/B/manager", stands_in_for=frozenset(["/P/B/agent"]))
    assert not may(stands_in, Action.SEE_ORDER, about, ORGANISATION)


def test_an_account_is_looked_after_where_all_its_departments_are() -> None:
    rows = [Membership("two", "d:/P/A/A1/agent", "agent"), Membership("two", "d:/P/A/A2/agent", "agent")]
    both = directory(
        1,
        ORGANISATION.tiers.values(),
        ORGANISATION.departments.values(),
        [*ORGANISATION.people.values(), Person("two", "two", "x"), Person("loose", "loose", "x")],
        [*ORGANISATION.memberships, *rows],
    )
    assert place_of_person("two", both).tier_path == "/P/A/"
    assert place_of_person("/P/A/A1/crew", both).tier_path == "/P/A/A1/"
    assert place_of_person("loose", both).tier_path == "/P/"
    assert not may(Actor("/P/A/A1/operator"), Action.MANAGE_ACCOUNTS, place_of_person("two", both), both)
    assert may(Actor("/P/A/operator"), Action.MANAGE_ACCOUNTS, place_of_person("two", both), both)


def test_whoever_may_not_is_told_who_may_in_words_and_not_in_keys() -> None:
    told = refusal(Action.FLAG_CALLERS).args[0]
    assert told.within("en").endswith("roles that may: duty manager, shift leader")
    assert told.within("zh").endswith("可以的角色：值班经理、班长")
