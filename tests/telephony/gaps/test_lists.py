"""What mod_callcenter lists: nothing is escaped in it, and who named himself a line of it deceives nobody."""

from __future__ import annotations

from dataclasses import replace

import pytest

from telephony.gaps.agents import ListedAgent, listed_agents, listed_tiers, stale_agents
from telephony.gaps.members import ListedMember, ListUnreadable, listed_members, listed_queues

MEMBERS = (
    "queue|instance_id|uuid|session_uuid|cid_number|cid_name|system_epoch|joined_epoch|rejoined_epoch|"
    "bridge_epoch|abandoned_epoch|base_score|skill_score|serving_agent|serving_system|state|score"
)
AGENTS = (
    "name|instance_id|uuid|type|contact|status|state|max_no_answer|wrap_up_time|reject_delay_time|"
    "busy_delay_time|no_answer_delay_time|last_bridge_start|last_bridge_end|last_offered_call|"
    "last_status_change|no_answer_count|calls_answered|talk_time|ready_time|external_calls_count"
)


def member(name: str, uuid: str = "m-1") -> str:
    return f"repair@default|single_box|{uuid}|s-1|13900000001|{name}|1|2|0|0|0|0|0|1001@default||Trying|3"


def agent(name: str, state: str = "In a queue call", offered: int = 0) -> str:
    return f"{name}|single_box||callback|user/1001|Available|{state}|3|0|3|3|3|1000|0|{offered}|0|0|7|90|0|0"


def answer(*lines: str) -> str:
    return "\n".join([*lines, "+OK", ""])


@pytest.mark.parametrize("name", ["李小明", "a|b", "||||", "x|Waiting|9"])
def test_a_caller_may_be_named_like_columns(name: str) -> None:
    (found,) = listed_members(answer(MEMBERS, member(name)))
    assert found == ListedMember("repair@default", "m-1", "s-1", "Trying", "1001@default")


def test_who_named_himself_a_line_is_a_line_and_his_own_is_left_out() -> None:
    forged = member("x", "forged")
    found = listed_members(answer(MEMBERS, *member("a\n" + forged + "\nb").split("\n")))
    assert [one.uuid for one in found] == ["forged"], "believed only where the channel says the same"


def test_ids_and_names_that_cannot_stand_in_a_command_are_in_no_list() -> None:
    assert listed_members(answer(MEMBERS, member("x", "m 1"))) == []
    assert listed_agents(answer(AGENTS, agent("1001 @default"), agent("1002@default"))) == listed_agents(
        answer(AGENTS, agent("1002@default"))
    )
    queues = answer("name|strategy", "repair@default|ring-all", "a b|ring-all", "x;y|ring-all")
    assert listed_queues(queues) == ["repair@default"]
    tiers = answer("queue|agent|state|level|position", "r|1001|Ready|1|1", "r q|1001|Ready|1|1")
    assert listed_tiers(tiers) == [("r", "1001", "Ready")]


@pytest.mark.parametrize("read", [listed_members, listed_agents, listed_tiers, listed_queues])
def test_of_an_empty_list_comes_nothing_and_what_is_none_is_refused(read: object) -> None:
    assert callable(read)
    assert read("+OK\n") == []
    for told in ("-ERR no such queue\n", "", "-USAGE: callcenter_config\n", "other|columns\n1|2\n+OK\n"):
        with pytest.raises(ListUnreadable, match="callcenter"):
            read(told)


def listed(*lines: str) -> list[ListedAgent]:
    return listed_agents(answer(AGENTS, *lines))


TIERS = [("repair@default", "1001@default", "Active Inbound"), ("repair@default", "1002@default", "Ready")]


def test_who_is_in_a_call_by_the_lists_word_alone_is_freed_with_his_tiers() -> None:
    both = listed(agent("1001@default"), agent("1002@default", "Waiting"))
    (stale,) = stale_agents(both, both, [], [], TIERS, now=2000)
    assert stale.commands == (
        ("callcenter_config", "tier set state repair@default 1001@default Ready"),
        ("callcenter_config", "agent set state 1001@default Waiting"),
    )


def test_whoever_may_be_in_a_call_after_all_is_left_alone() -> None:
    now = listed(agent("1001@default"))
    (him,) = now
    serves = ListedMember("repair@default", "m-1", "s-1", "Answered", "1001@default")
    assert stale_agents(now, now, [], ["1001@default"], TIERS, 2000) == [], "he has a channel"
    assert stale_agents(now, now, [serves], [], TIERS, 2000) == [], "he serves a member"
    assert stale_agents([], now, [], [], TIERS, 2000) == [], "he was not so before"
    moved = listed(agent("1001@default", offered=1999))
    assert stale_agents(moved, moved, [], [], TIERS, 2000) == [], "a call is on its way to him"
    assert stale_agents(now, moved, [], [], TIERS, 2100) == [], "something has moved between"
    standing = [replace(him, type="uuid-standby")]
    (told,) = stale_agents(standing, standing, [], [], TIERS, 2000)
    assert told.commands == (), "a person has to look"
