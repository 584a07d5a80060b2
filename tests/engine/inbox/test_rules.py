"""The rules of an inbox are data: read whole, or refused with every finding."""

from __future__ import annotations

import pytest

from engine.errors import InvalidInput
from engine.inbox import outcome_of_review, read_inbox_rules, shipped_inbox_rules
from huan.setting_checks import BadSetting
from huan.settings import Settings

WHOLE = """
format: 1
urge: {pause_minutes: 0, most: 9}
reject: {most_per_unit: 2, evidence_least: 0, reasons: {misdirected: {zh: 误派, en: misdirected}}}
co_sign: {most: 2}
review: {most: 3}
supervise: {least_hours: 0}
bulk: {most: 10}
hold: {approvers: [duty]}
"""


def test_a_utilitys_own_file_takes_the_place_of_the_shipped_one(tmp_path):
    file = tmp_path / "rules.yaml"
    file.write_text(WHOLE, "utf-8")
    rules = Settings.from_environment({"HUAN_INBOX_RULES": str(file)}).inbox_rules
    assert (rules.urge_most, rules.reject_most, list(rules.reject_reasons)) == (9, 2, ["misdirected"])
    assert Settings.from_environment({}).inbox_rules is shipped_inbox_rules()
    with pytest.raises(BadSetting, match="HUAN_INBOX_RULES"):
        Settings.from_environment({"HUAN_INBOX_RULES": str(tmp_path / "none.yaml")})


@pytest.mark.parametrize(
    ("old", "new", "field"),
    [
        ("format: 1", "format: 2", "format"),
        ("most: 9", "most: 0", "urge.most"),
        ("most: 9", "most: true", "urge.most"),
        ("most: 9", "most: 9, mots: 8", "urge.mots"),
        ("bulk: {most: 10}", "bulk: 10", "bulk"),
        ("bulk: {most: 10}", "nothing: {}", "nothing"),
        ("{misdirected: {zh: 误派, en: misdirected}}", "{}", "reject.reasons"),
        ("{zh: 误派, en: misdirected}", "误派", "reject.reasons.misdirected"),
        ("[duty]", "duty", "hold.approvers"),
    ],
)
def test_a_file_that_is_wrong_is_refused_by_the_key(old, new, field):
    with pytest.raises(InvalidInput) as refused:
        read_inbox_rules(WHOLE.replace(old, new), "own.yaml")
    assert field in [finding["field"] for finding in refused.value.findings]


def test_what_is_no_yaml_is_refused():
    with pytest.raises(InvalidInput, match=r"own\.yaml is no YAML"):
        read_inbox_rules("urge: [", "own.yaml")


@pytest.mark.parametrize(
    ("rule", "needed", "agreed", "refused", "open_", "outcome"),
    [
        ("all", 3, 2, 0, 1, None),
        ("all", 3, 3, 0, 0, "passed"),
        ("all", 3, 0, 1, 2, "failed"),
        ("at-least", 2, 1, 1, 1, None),
        ("at-least", 2, 2, 0, 1, "passed"),
        ("at-least", 2, 0, 2, 1, "failed"),
        ("no-veto", 3, 2, 0, 1, None),
        ("no-veto", 3, 2, 1, 0, "failed"),
    ],
)
def test_a_review_is_decided_as_soon_as_no_vote_can_change_it(rule, needed, agreed, refused, open_, outcome):
    assert outcome_of_review(rule, needed, agreed, refused, open_) == outcome
