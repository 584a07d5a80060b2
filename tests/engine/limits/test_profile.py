"""Which rules an order gets: the most specific one, never a matter of the order of lines."""

import itertools
from dataclasses import replace
from datetime import UTC, datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from engine.errors import InvalidInput
from engine.limits import Unit, read_profile, seed_profiles, seed_vocabulary
from engine.limits.profile import more_specific, ties

HEAD = """\
format: 1
profile: test
version: "1"
names: {zh: 测试, en: test}
sources:
  house: {title: 自定, trust: setting}
rules:
"""
ARRIVE = """\
  - key: arrive
    names: {zh: 到达, en: arrival}
    categories: fault-report
    start: received
    stop: arrived
    rounds: continue
    pauses: []
    limits:
"""
PAUSES = """\
  - key: restore
    names: {zh: 恢复, en: restoration}
    start: arrived
    stop: restored
    rounds: reopen
    pauses: [awaiting-parts]
    limits:
      - promise: {amount: 3, unit: hours, source: house}
"""


def line(minutes, when=None, layer="promise"):
    shown = f"when: {when}, " if when else ""
    return f"      - {{{shown}{layer}: {{amount: {minutes}, unit: minutes, source: house}}}}\n"


def profile_of(*lines, head=ARRIVE):
    return read_profile(HEAD + head + "".join(lines), "test.yaml", seed_vocabulary())


def promise(profile, **facts):
    rules = profile.rules_for({"category": "fault-report", **facts})
    return rules["arrive"].terms.promise if "arrive" in rules else None


def test_more_conditions_win_over_fewer_and_a_part_over_the_whole():
    profile = profile_of(
        line(90),
        line(60, "{area: [urban, rural]}"),
        line(45, "{area: urban}"),
        line(30, "{area: [urban, rural], customer_class: important}"),
    )
    assert promise(profile, area="remote") == 90
    assert promise(profile, area="rural") == 60
    assert promise(profile, area="urban") == 45
    assert promise(profile, area="urban", customer_class="important") == 30
    assert promise(profile) == 90


def test_the_order_of_lines_does_not_matter():
    lines = [line(90), line(60, "{area: [urban, rural]}"), line(45, "{area: urban}")]
    for permuted in itertools.permutations(lines):
        assert promise(profile_of(*permuted), area="urban") == 45


def test_two_rules_that_could_both_claim_an_order_are_refused_with_both_lines():
    with pytest.raises(InvalidInput) as caught:
        profile_of(line(45, "{area: urban}"), line(30, "{customer_class: important}"))
    assert "test.yaml, line 17, rules[1].limits[2]" in caught.value.message
    assert "rule 'arrive' of line 16 matches some of the same orders" in caught.value.message
    assert "add a condition" in caught.value.message


def test_the_same_conditions_twice_are_a_tie_even_in_two_blocks_of_one_key():
    with pytest.raises(InvalidInput, match="neither is more specific"):
        profile_of(line(45, "{area: urban}"), ARRIVE, line(30, "{area: urban}"))


def test_conditions_that_exclude_each_other_are_no_tie():
    profile = profile_of(line(45, "{area: urban}"), line(60, "{area: rural, priority: urgent}"))
    assert promise(profile, area="rural", priority="urgent") == 60
    assert promise(profile, area="rural", priority="ordinary") is None


def test_an_order_whose_area_is_unknown_is_told_to_lack_it_rather_than_left_without_limit():
    sg = seed_profiles()["state-grid"]
    facts = {"category": "fault-report"}
    assert "arrive" not in sg.rules_for(facts)
    assert sg.undecided(facts) == {"arrive": frozenset({"area"}), "restore": frozenset({"area"})}
    assert sg.undecided({**facts, "area": "urban"}) == {}


def test_a_mistyped_fact_is_an_error_and_not_an_order_without_limits():
    with pytest.raises(InvalidInput, match="'area' cannot be 'urbann'; expected one of urban, rural, remote"):
        seed_profiles()["state-grid"].rules_for({"category": "fault-report", "area": "urbann"})


def test_facts_that_no_rule_knows_do_no_harm():
    assert promise(profile_of(line(45)), weather="typhoon") == 45


conditions = st.dictionaries(
    st.sampled_from(["area", "priority", "class"]),
    st.frozensets(st.sampled_from(["a", "b", "c"]), min_size=1),
    max_size=3,
)


@settings(deadline=None)
@given(
    st.lists(conditions, max_size=6),
    st.fixed_dictionaries({k: st.sampled_from("abc") for k in ["area", "priority", "class"]}),
)
def test_without_ties_every_order_has_one_winner(rule, all_conditions, facts):
    rules = [replace(rule(), conditions=one) for one in all_conditions]
    if ties(rules):
        return
    matching = [one for one in rules if one.matches(facts)]
    for one, other in itertools.combinations(matching, 2):
        assert more_specific(one.conditions, other.conditions) != more_specific(
            other.conditions, one.conditions
        )
    winners = [
        one
        for one in matching
        if all(other is one or more_specific(one.conditions, other.conditions) for other in matching)
    ]
    assert len(winners) == (1 if matching else 0)


@pytest.mark.parametrize(
    ("old", "new", "field", "expected"),
    [
        ("key: restore", "key: Re store", "rules[1].key", "a short lower-case name"),
        ("start: arrived", "start: arived", "rules[1].start", "one of received"),
        ("stop: restored", "stop: arrived", "rules[1].stop", "milestones after the start"),
        ("stop: restored", "stop: []", "rules[1].stop", "milestones after the start"),
        ("    stop: restored\n", "", "rules[1]", "a field 'stop'"),
        ("rounds: reopen", "rounds: again", "rules[1].rounds", "one of continue, reopen, restart"),
        ("pauses: [awaiting-parts]", "pauses: [lunch]", "rules[1].pauses[1]", "one of awaiting-parts"),
        ("pauses: [awaiting-parts]", "pauses: awaiting-parts", "rules[1].pauses", "a list"),
        ("amount: 3", "amount: 0", "rules[1].limits[1].promise.amount", "a whole number from 1"),
        ("amount: 3", "amount: 1.5", "rules[1].limits[1].promise.amount", "a whole number from 1"),
        ("unit: hours", "unit: fortnights", "rules[1].limits[1].promise.unit", "one of minutes"),
        ("source: house", "source: rumour", "rules[1].limits[1].promise.source", "one of house"),
        (
            "source: house}",
            "source: house, trusted: yes}",
            "rules[1].limits[1].promise.trusted",
            "one of amount",
        ),
        ("promise:", "when: {town: urban}\n        promise:", "rules[1].limits[1].when.town", "one of area"),
        (
            "promise:",
            "when: {category: query}\n        promise:",
            "rules[1].limits[1].when.category",
            "one of area",
        ),
        ("promise:", "when: {area: []}\n        promise:", "rules[1].limits[1].when.area", "at least one"),
        (
            "promise:",
            "when: {area: urban}\n      - target:",
            "rules[1].limits[1]",
            "'promise', 'target' or both",
        ),
        ("start: arrived", "accumulates: true\n    start: arrived", "rules[1].start", "'stages'"),
        ("pauses:", "rolls: true\n    pauses:", "rules[1].rolls", "with calendar_days only"),
        ("pauses:", "day_end: close\n    pauses:", "rules[1].day_end", "with days only"),
        ("pauses:", "appointment: maybe\n    pauses:", "rules[1].appointment", "one of replaces, ignored"),
        ("trust: setting", "trust: total", "sources.house.trust", "one of official"),
        ('version: "1"', "version: 版本一", "version", "a version such as"),
    ],
)
def test_a_mistake_in_a_rule_is_told_with_its_field_and_what_was_expected(old, new, field, expected):
    text = HEAD + PAUSES
    assert text.count(old) == 1
    with pytest.raises(InvalidInput) as caught:
        read_profile(text.replace(old, new), "test.yaml", seed_vocabulary())
    told = [(finding["field"], finding["expected"]) for finding in caught.value.findings]
    assert any(field == where and expected in what for where, what in told), told


@pytest.mark.parametrize(
    ("target", "expected"),
    [
        ("{amount: 4, unit: hours, source: house}", "a target no longer than the promise"),
        ("{amount: 1, unit: working_days, source: house}", "one unit"),
    ],
)
def test_a_target_is_tighter_than_its_promise_and_counts_the_same(target, expected):
    with pytest.raises(InvalidInput, match=expected):
        read_profile(HEAD + PAUSES + f"        target: {target}\n", "test.yaml", seed_vocabulary())


def test_the_faults_of_several_rules_are_told_at_once():
    text = HEAD + PAUSES.replace("reopen", "again") + PAUSES.replace("stop: restored", "stop: resting")
    with pytest.raises(InvalidInput) as caught:
        read_profile(text, "test.yaml", seed_vocabulary())
    assert [finding["field"] for finding in caught.value.findings] == ["rules[1].rounds", "rules[2].stop"]


def test_hours_are_read_as_minutes():
    profile = read_profile(HEAD + PAUSES, "test.yaml", seed_vocabulary())
    terms = profile.rules_for({})["restore"].terms
    assert (terms.promise, terms.unit) == (180, Unit.MINUTES)
    assert terms.rule == "test@1/restore"


def test_notices_go_back_from_the_event(cn, local):
    notices = {n.key: n for n in seed_profiles()["state-grid"].notices_for({"customer_class": "important"})}
    event = local("2026-05-20 08:00")
    assert notices["planned-outage"].latest(event, cn) == local("2026-05-13 08:00")
    assert notices["temporary-outage"].latest(event, cn) == local("2026-05-19 08:00")
    ordinary = seed_profiles()["state-grid"].notices_for({"customer_class": "ordinary"})
    assert [notice.key for notice in ordinary] == ["planned-outage"]
    assert notices["planned-outage"].latest(event, cn).tzinfo is UTC


def test_a_notice_in_working_days_goes_back_over_the_holidays(cn, local):
    notices = """\
notices:
  - {key: works, names: {zh: 施工, en: works}, notice: {amount: 2, unit: working_days, source: house}}
"""
    notice = read_profile(HEAD + PAUSES + notices, "test.yaml", seed_vocabulary()).notices_for({})[0]
    assert notice.latest(local("2026-05-06 08:00"), cn) == local("2026-04-29 08:00")


def test_a_notice_cannot_be_counted_in_working_minutes():
    notices = """\
notices:
  - {key: works, names: {zh: 施工, en: works}, notice: {amount: 2, unit: working_hours, source: house}}
"""
    with pytest.raises(InvalidInput, match="cannot be counted in working minutes"):
        read_profile(HEAD + PAUSES + notices, "test.yaml", seed_vocabulary())


def test_a_notice_in_days_keeps_the_local_time_across_daylight_saving(calendar_in):
    notice = seed_profiles()["state-grid"].notices_for({})[0]
    event = datetime(2026, 4, 1, 6, tzinfo=UTC)  # 08:00 in Berlin, summer time since 29 March
    assert notice.latest(event, calendar_in("Europe/Berlin")) == datetime(2026, 3, 25, 7, tzinfo=UTC)
