"""The shipped profiles say what their sources say, number by number, with how far each can be trusted."""

import pytest

from engine.limits import OrderClock, Phase, Rounds, Trust, Unit, seed_profiles, seed_vocabulary

FAULT = {"category": "fault-report", "area": "urban"}
MINUTES, WORKING, CALENDAR = Unit.MINUTES, Unit.WORKING_DAYS, Unit.CALENDAR_DAYS


def rule_of(profile, key, facts):
    return seed_profiles()[profile].rules_for(facts)[key]


@pytest.mark.parametrize(
    ("profile", "key", "facts", "amount", "unit", "trust"),
    [
        ("state-grid", "arrive", {**FAULT, "area": "urban"}, 45, MINUTES, Trust.OFFICIAL),
        ("state-grid", "arrive", {**FAULT, "area": "rural"}, 90, MINUTES, Trust.OFFICIAL),
        ("state-grid", "arrive", {**FAULT, "area": "remote"}, 120, MINUTES, Trust.OFFICIAL),
        ("state-grid", "restore", {**FAULT, "area": "urban"}, 180, MINUTES, Trust.OFFICIAL),
        ("state-grid", "restore", {**FAULT, "area": "rural"}, 240, MINUTES, Trust.OFFICIAL),
        ("state-grid", "outage-entry", {"category": "outage"}, 5, MINUTES, Trust.EXAM),
        ("state-grid", "dispatch", {"category": "complaint"}, 20, MINUTES, Trust.EXAM),
        ("state-grid", "contact", {"category": "complaint"}, 1440, MINUTES, Trust.EXAM),
        ("state-grid", "reply", {"category": "complaint"}, 5, WORKING, Trust.EXAM),
        ("state-grid", "reply", {"category": "enquiry"}, 5, WORKING, Trust.EXAM),
        ("state-grid", "reply", {"category": "misconduct-tip-off"}, 9, WORKING, Trust.OFFICIAL),
        (
            "state-grid",
            "reply",
            {"category": "misconduct-tip-off", "received_from": "regulator-12398"},
            10,
            WORKING,
            Trust.OFFICIAL,
        ),
        (
            "state-grid",
            "reply",
            {"category": "misconduct-tip-off", "received_from": "city-12345"},
            7,
            CALENDAR,
            Trust.OFFICIAL,
        ),
        (
            "southern-grid",
            "review-major",
            {"category": "complaint", "complaint_level": "major"},
            15,
            MINUTES,
            Trust.EXAM,
        ),
        (
            "southern-grid",
            "forward-major",
            {"category": "complaint", "complaint_level": "major"},
            15,
            MINUTES,
            Trust.EXAM,
        ),
        ("gas", "depart", FAULT, 3, MINUTES, Trust.REPRINT),
        ("gas", "arrive", FAULT, 30, MINUTES, Trust.REPRINT),
        ("gas", "restore", FAULT, 360, MINUTES, Trust.REPRINT),
    ],
)
def test_the_promises_are_those_of_the_sources(profile, key, facts, amount, unit, trust):
    rule = rule_of(profile, key, facts)
    assert (rule.terms.promise, rule.terms.unit, rule.promise.source.trust) == (amount, unit, trust)


@pytest.mark.parametrize(
    ("kind", "amount", "accumulates"),
    [
        ("residential", 5, False),
        ("lv-non-residential", 6, True),
        ("hv-single", 22, True),
        ("hv-dual", 32, True),
    ],
)
def test_connection_totals_are_sums_of_stages_except_the_residential_end_to_end(kind, amount, accumulates):
    rule = rule_of("state-grid", "connect-total", {"category": "connection-request", "connection_kind": kind})
    assert (rule.terms.promise, rule.terms.unit, rule.terms.accumulates) == (amount, WORKING, accumulates)
    assert rule.promise.source.trust is Trust.OFFICIAL


@pytest.mark.parametrize(
    ("key", "kind", "amount", "unit"),
    [
        ("reconnect", "reconnection", 1440, MINUTES),
        ("reply", "reconnection", 1, WORKING),
        ("arrive", "appliance-damage", 1440, MINUTES),
        ("reply", "meter-test", 5, WORKING),
        ("reply", "meter-anomaly", 5, WORKING),
        ("reply", "meter-reading", 5, WORKING),
        ("reply", "other", 5, WORKING),
    ],
)
def test_service_requests_follow_their_kind(key, kind, amount, unit):
    rule = rule_of("state-grid", key, {"category": "service-request", "service_kind": kind})
    assert (rule.terms.promise, rule.terms.unit) == (amount, unit)


def test_a_charging_site_has_its_sourced_limit_on_the_motorway_only_elsewhere_the_houses_own():
    facts = {"category": "service-request", "service_kind": "charging-site"}
    assert rule_of("state-grid", "arrive", {**facts, "on_motorway": "yes"}).terms.promise == 45
    elsewhere = rule_of("state-grid", "arrive", {**facts, "on_motorway": "no"})
    assert (elsewhere.terms.promise, elsewhere.terms.unit) == (24 * 60, MINUTES)
    assert elsewhere.promise.source.trust is Trust.SETTING


@pytest.mark.parametrize(
    ("kind", "line", "amount", "key"),
    [
        ("gas-low-pressure", "none", 10, "connect-total"),
        ("gas-medium-pressure", "none", 15, "connect-total"),
        ("gas-low-pressure", "up-to-500-m", 30, "external-line"),
        ("gas-low-pressure", "up-to-1-km", 40, "external-line"),
        ("gas-low-pressure", "longer", 50, "external-line"),
    ],
)
def test_gas_connections_follow_pressure_and_line(kind, line, amount, key):
    facts = {"category": "connection-request", "connection_kind": kind, "external_line": line}
    assert rule_of("gas", key, facts).terms.promise == amount


@pytest.mark.parametrize(
    ("key", "minutes", "trust"),
    [
        ("dispatch", 2, Trust.SETTING),
        ("accept", 3, Trust.MEMORY),
        ("assign", 5, Trust.SETTING),
        ("report", 5, Trust.SETTING),
        ("review", 30, Trust.SETTING),
        ("follow-up", 1440, Trust.SETTING),
    ],
)
@pytest.mark.parametrize("profile", ["state-grid", "southern-grid", "gas"])
def test_the_houses_own_steps_are_targets_and_marked_as_nobodys_promise(profile, key, minutes, trust):
    rule = rule_of(profile, key, FAULT)
    assert (rule.terms.promise, rule.terms.target, rule.target.source.trust) == (None, minutes, trust)
    assert rule.terms.rounds is Rounds.RESTART


@pytest.mark.parametrize("profile", ["state-grid", "southern-grid", "gas"])
def test_arrival_counts_from_the_call_and_no_hold_stops_it(profile):
    terms = rule_of(profile, "arrive", FAULT).terms
    assert terms.stages[0].starts == ("received",)
    assert terms.pauses == frozenset()
    assert terms.rounds is Rounds.CONTINUE


def test_an_important_user_keeps_the_promise_and_gets_a_tighter_target():
    terms = rule_of("state-grid", "arrive", {**FAULT, "area": "rural", "customer_class": "important"}).terms
    assert (terms.promise, terms.target) == (90, 30)


def test_restoration_can_be_held_and_is_taken_up_again_when_it_was_not_restored():
    terms = rule_of("state-grid", "restore", FAULT).terms
    assert "awaiting-parts" in terms.pauses
    assert terms.rounds is Rounds.REOPEN


def test_a_limit_in_calendar_days_ends_on_a_working_day_unless_the_rule_says_otherwise():
    facts = {"category": "misconduct-tip-off", "received_from": "city-12345"}
    assert rule_of("state-grid", "reply", facts).terms.rolls


def test_an_installation_of_the_customers_own_ends_restoration_and_starts_the_report(cn, local):
    rules = seed_profiles()["state-grid"].rules_for(FAULT)
    restore = OrderClock.start(rules["restore"], local("2026-05-15 09:00"))
    assert restore.on_milestone("handled", local("2026-05-15 09:30")).phase is Phase.STOPPED
    report = OrderClock.waiting(rules["report"]).on_milestone("handled", local("2026-05-15 09:30"))
    assert report.due(cn) == local("2026-05-15 09:35")


def test_the_keys_that_diagrams_may_name_are_listed():
    assert {"arrive", "restore", "reply", "connect-total"} <= seed_profiles()["state-grid"].rule_keys


def test_every_doubtful_number_carries_a_note():
    reading = rule_of("state-grid", "reply", {"category": "service-request", "service_kind": "meter-reading"})
    assert "矛盾" in reading.promise.note


def test_every_milestone_pause_and_value_has_both_names():
    vocabulary = seed_vocabulary()
    words = [*vocabulary.milestones.values(), *vocabulary.pauses.values()]
    words += [names for fact in vocabulary.facts.values() for names in (fact.names, *fact.values.values())]
    assert all(names.zh and names.en for names in words)


def test_no_word_of_the_seeds_is_read_as_true_or_false():
    facts = seed_vocabulary().facts
    assert list(facts["on_motorway"].values) == ["yes", "no"]
    assert all(names.en not in ("True", "False") for names in facts["on_motorway"].values.values())


@pytest.mark.parametrize("profile", ["southern-grid", "gas"])
@pytest.mark.parametrize("category", ["fault-report", "complaint"])
def test_the_shipped_processes_find_their_limits_under_every_operator(profile, category):
    facts = {**FAULT, "category": category}
    wanted = seed_profiles()["state-grid"].rules_for(facts)
    assert set(wanted) <= set(seed_profiles()[profile].rules_for(facts))


def test_the_placeholders_of_southern_grid_are_not_passed_off_as_its_promises():
    sourced = {
        rule.key
        for rule in seed_profiles()["southern-grid"].rules
        if (rule.promise or rule.target).source.trust is not Trust.SETTING
    }
    assert sourced == {"review-major", "forward-major", "accept"}
