"""Recordings over HTTP: heard in parts by those who may, each listening a row before the first byte."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import insert, select

from api.ranges import Part, RangeNotSatisfiable, asked_part
from api.resources import recordings as resource
from engine.commands.call_parts import Talk
from engine.commands.record_call import RecordCall
from engine.commands.recordings.fetch import ClaimRecordings, StoreRecording
from engine.commands.recordings.note import ToldRecording
from engine.commands.restriction import LookAtOrder, NameInOrder, RestrictOrder
from engine.files import ContentFolder
from engine.ids import new_id
from engine.store.statement import Statement
from engine.store.tables import administration_change, call_order, recording_play
from huan.wiring import Files
from telephony.recordings import RecordingStore
from tests.api.conftest import Site
from tests.stage import SYSTEM
from tests.telephony.test_recording_files import tone, wav

SOUND = wav(tone(10))
SIZE = len(SOUND)


class Recorded:
    """A site on which agent 1001 has spoken, and the recording of it lies in the folder."""

    def __init__(self, site: Site, folder: Path) -> None:
        self.site, self.stage = site, site.stage
        files = Files(ContentFolder(folder / "attachments"), None, ContentFolder(folder / "recordings"))
        site.stands_on(replace(site.stage.system, files=files))
        self.store = RecordingStore(files.recordings)
        self.call, self.id = self.record("x")

    def record(self, name: str, agent: str = "1001", number: str = "13800000001") -> tuple[str, str]:
        """Return a call with a recording, and that recording."""
        now = self.stage.now
        told = ToldRecording(f"/recordings/{name}.wav", now - timedelta(seconds=10), now)
        record = RecordCall(
            name, "inbound", "ended", now - timedelta(minutes=1), outcome="answered", caller_number=number,
            queue="repair@default", agent=agent, ended_at=now, node="fs-1", as_of=now, recordings=(told,),
        )  # fmt: skip
        call = self.stage.run(record, SYSTEM)["call"]
        (claimed,) = self.stage.run(ClaimRecordings(("fs-1",)), SYSTEM)["claimed"]
        file = self.store.folder.root.parent / f"{name}.wav"
        file.write_bytes(SOUND)
        kept = self.store.keep(file)
        rules = self.stage.system.settings.telephony_rules.recordings
        self.stage.run(
            StoreRecording(claimed["id"], 1, kept.digest, kept.bytes, kept.ms, kept.peaks, rules), SYSTEM
        )
        return call, claimed["id"]

    def link(self, call: str, order: str) -> None:
        values = {
            "id": new_id(),
            "call_id": call,
            "order_id": order,
            "kind": "opened",
            "linked_at": self.stage.now,
        }
        with self.stage.system.database.transaction() as tx:
            tx.write(Statement(insert(call_order).values(values)))

    def hear(self, who: str, span: str | None = None, key: str | None = None, **headers: str) -> Any:
        given = {**({"Range": span} if span is not None else {}), **headers}
        return self.site.person(who).get(f"/recordings/{key or self.id}/content", given)

    def plays(self) -> list[dict[str, Any]]:
        return self.stage.rows(select(recording_play).order_by(recording_play.c.at, recording_play.c.id))

    def seen_by(self, who: str, **wanted: str) -> list[str]:
        answer = self.site.person(who).get("/recordings", query_string=wanted)
        assert answer.status_code == 200, answer.text
        return [item["id"] for item in answer.json["items"]]


@pytest.fixture
def recorded(site: Site, tmp_path: Path) -> Recorded:
    return Recorded(site, tmp_path)


def test_an_agent_hears_her_own_call_in_parts_and_it_is_one_listening(recorded: Recorded) -> None:
    whole = recorded.hear("agent")
    assert (whole.status_code, whole.data, whole.mimetype) == (200, SOUND, "audio/wav")
    assert whole.headers["Accept-Ranges"] == "bytes"
    assert whole.headers["X-Content-Type-Options"] == "nosniff"
    assert whole.headers["Cache-Control"] == "private, no-store"
    part = recorded.hear("agent", "bytes=44-99")
    assert (part.status_code, part.data) == (206, SOUND[44:100])
    assert part.headers["Content-Range"] == f"bytes 44-99/{SIZE}"
    assert recorded.hear("agent", "bytes=-100").data == SOUND[-100:]
    assert len(recorded.plays()) == 1
    recorded.stage.later(minutes=6)
    recorded.hear("agent", f"bytes={SIZE // 2}-")
    first, second = recorded.plays()
    assert (first["from_ms"], first["until_ms"], first["reason"]) == (0, 10_000, None)
    assert second["from_ms"] in range(4990, 5010)
    changes = recorded.stage.rows(select(administration_change.c.subject, administration_change.c.item))
    assert [row for row in changes if row["subject"] == "recording-plays"] == [
        {"subject": "recording-plays", "item": recorded.id}
    ] * 2


def test_the_row_is_there_before_the_first_byte_and_without_a_byte_there_is_none(
    recorded: Recorded, monkeypatch: pytest.MonkeyPatch
) -> None:
    agent = recorded.site.person("agent")
    head = agent.send("HEAD", f"/recordings/{recorded.id}/content")
    assert (head.status_code, head.headers["Content-Length"], head.data) == (200, str(SIZE), b"")
    assert recorded.hear("agent", f"bytes={SIZE}-").status_code == 416
    assert recorded.plays() == []
    rows: list[int] = []
    read = resource._read

    def counted(*given: Any) -> Iterator[bytes]:
        rows.append(len(recorded.plays()))
        yield from read(*given)

    monkeypatch.setattr(resource, "_read", counted)
    assert recorded.hear("agent").data == SOUND
    assert rows == [1]


def test_a_part_of_another_content_is_all_of_this_one(recorded: Recorded) -> None:
    tag = recorded.hear("agent").headers["ETag"]
    assert recorded.hear("agent", "bytes=0-1", **{"If-Range": tag}).status_code == 206
    assert recorded.hear("agent", "bytes=0-1", **{"If-Range": '"another"'}).data == SOUND


def test_no_thread_is_held_for_as_long_as_somebody_listens(
    recorded: Recorded, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(resource, "MOST_AT_ONCE", 1000)
    got = b""
    while len(got) < 5000:
        answer = recorded.hear("agent", f"bytes={len(got)}-")
        assert (answer.status_code, len(answer.data)) == (206, 1000)
        got += answer.data
    assert got == SOUND[:5000]


@pytest.mark.parametrize(
    ("header", "part"),
    [
        (None, None),
        ("bytes=0-0", Part(0, 1)),
        ("bytes=10-", Part(10, 100)),
        ("bytes=90-1000", Part(90, 100)),
        ("Bytes=-10", Part(90, 100)),
        ("bytes=-1000", Part(0, 100)),
        ("bytes=0-1,5-6", None),
        ("bytes=5-1", None),
        ("bytes=-", None),
        ("lines=0-1", None),
        ("bytes=0-9999999999999999999", None),
        ("bytes=١-٢", None),
    ],
)
def test_one_range_is_understood_and_everything_else_is_none(header: str | None, part: Part | None) -> None:
    assert asked_part(header, 100) == part


@pytest.mark.parametrize("header", ["bytes=100-", "bytes=100-200", "bytes=-0"])
def test_a_range_behind_the_end_cannot_be_satisfied(header: str) -> None:
    with pytest.raises(RangeNotSatisfiable):
        asked_part(header, 100)


def test_who_hears_and_who_does_not(recorded: Recorded) -> None:
    # Her call; leaders of the place and above; the auditor. No colleague, no county, no crew.
    assert [recorded.hear(who).status_code for who in ("agent", "leader", "supervisor", "auditor")] == [
        200
    ] * 4
    assert [recorded.hear(who).status_code for who in ("agent2", "duty")] == [404] * 2
    assert [recorded.hear(who).status_code for who in ("crew", "desk", "operator")] == [403] * 3
    assert (
        recorded.seen_by("agent")
        == recorded.seen_by("leader")
        == recorded.seen_by("auditor")
        == [recorded.id]
    )
    assert recorded.seen_by("agent2") == recorded.seen_by("duty") == []
    assert recorded.site.person("agent2").get(f"/recordings/{recorded.id}/waveform").status_code == 404


def test_whom_a_call_was_handed_to_hears_it_as_her_own(recorded: Recorded) -> None:
    stage = recorded.stage
    assert recorded.seen_by("agent2") == []
    assert recorded.hear("agent2").status_code == 404
    at = stage.now - timedelta(seconds=8)
    talks = (Talk("core/first", "1001", at, at), Talk("core/second", "1002", at, stage.now, "attended"))
    told = RecordCall(
        "x", "inbound", "ended", at - timedelta(seconds=52), outcome="answered", queue="repair@default",
        agent="1001", ended_at=stage.now, node="fs-1", as_of=stage.now, parts=talks, talk_ms=8_000,
    )  # fmt: skip
    stage.run(told, SYSTEM)
    assert recorded.seen_by("agent2") == [recorded.id]
    assert recorded.hear("agent2").data == SOUND
    assert [play["person_id"] for play in recorded.plays()] == [stage.ids["agent2"]]
    assert recorded.seen_by("agent") == [recorded.id], "once, though she answered and spoke"
    assert recorded.site.person("agent2").get(f"/recordings/{recorded.id}/waveform").status_code == 200


def test_the_list_is_narrowed_and_says_until_when_each_is_kept(recorded: Recorded) -> None:
    other_call, other = recorded.record("y", "1002", "13900000002")
    order = recorded.site.order(recorded.site.person("agent"))
    recorded.link(other_call, order["order"])
    assert recorded.seen_by("leader") == [other, recorded.id]
    assert recorded.seen_by("leader", call=other_call) == [other]
    assert recorded.seen_by("leader", order=order["order"]) == [other]
    assert recorded.seen_by("leader", text="1390000") == [other]
    assert recorded.seen_by("leader", agent=recorded.site.ids["agent"]) == [recorded.id]
    assert recorded.seen_by("leader", status="missing") == []
    assert recorded.seen_by("leader", held="true") == []
    assert recorded.seen_by("leader", until=recorded.stage.now.isoformat(), since="2026-01-01T00:00:00Z") == [
        other,
        recorded.id,
    ]
    page = recorded.site.person("leader").get("/recordings?limit=1").json
    assert (page["count"], page["items"][0]["orders"][0]["number"]) == (2, order["number"])
    rest = recorded.site.person("leader").get(
        "/recordings", query_string={"limit": 1, "cursor": page["next"]}
    )
    assert [item["id"] for item in rest.json["items"]] == [recorded.id]
    line = rest.json["items"][0]
    assert (line["ms"], line["caller_number"], line["agent_name"]) == (10_000, "13800000001", "坐席甲")
    assert line["kept_until"].startswith("2027-05-22")
    assert (line["may_hold"], line["may_audit"]) == (False, False)


def test_a_restricted_order_shuts_the_recording_to_those_not_named(recorded: Recorded) -> None:
    stage, site = recorded.stage, recorded.site
    open_order, shut = site.order(site.person("agent")), site.order(site.person("agent"), "A2")
    for order in (open_order, shut):
        recorded.link(recorded.call, order["order"])
    stage.run(RestrictOrder(shut["order"], "领导涉事", named=[site.ids["supervisor"]]), "supervisor")
    assert recorded.hear("auditor").status_code == 404
    assert recorded.seen_by("auditor") == []
    # Whoever is named says why first; the reason is in the row of who listened.
    refused = recorded.hear("supervisor")
    assert (refused.status_code, refused.json["code"], refused.json["order"]) == (
        403,
        "look-reason-needed",
        shut["order"],
    )
    assert site.person("supervisor").get(f"/recordings/{recorded.id}/waveform").status_code == 403
    (line,) = site.person("supervisor").get("/recordings").json["items"]
    assert (line["restricted"], line["caller_number"], line["orders"]) == (True, None, [])
    assert recorded.seen_by("supervisor", text="138") == []
    stage.run(LookAtOrder(shut["order"], "复核"), "supervisor")
    assert recorded.hear("supervisor").data == SOUND
    assert [play["reason"] for play in recorded.plays()] == ["复核"]
    # Being named opens no recording of somebody else's place.
    stage.run(NameInOrder(shut["order"], "协查", named=[site.ids["duty"], site.ids["agent2"]]), "supervisor")
    for who in ("duty", "agent2"):
        stage.run(LookAtOrder(shut["order"], "协查"), who)
        assert recorded.hear(who).status_code == 404
    # Whom it concerns hears nothing, though it was her call.
    stage.run(NameInOrder(shut["order"], "涉事", concerned=[site.ids["agent"]]), "supervisor")
    assert recorded.hear("agent").status_code == 404


def test_auditors_see_who_listened_and_hold_what_rules_would_delete(recorded: Recorded) -> None:
    auditor, leader = recorded.site.person("auditor"), recorded.site.person("leader")
    recorded.hear("leader")
    plays = auditor.get(f"/recordings/{recorded.id}/plays").json
    assert [(item["person_name"], item["until_ms"]) for item in plays["items"]] == [("班长", 10_000)]
    assert leader.get(f"/recordings/{recorded.id}/plays").status_code == 403
    hold, release = f"/recordings/{recorded.id}/hold", f"/recordings/{recorded.id}/release"
    assert leader.post(hold, {"reason": "x"}).status_code == 403
    assert auditor.post(hold, {"reason": " "}).status_code == 422
    assert auditor.post(hold, {"reason": "法院调取"}).json == {"recording": recorded.id, "held": True}
    assert auditor.post(hold, {"reason": "又一次"}).status_code == 200
    (line,) = auditor.get("/recordings?held=true").json["items"]
    assert (line["held_by_name"], line["hold_reason"], line["may_hold"]) == ("审计员", "法院调取", True)
    assert auditor.post(release, {"reason": "结案"}).json["held"] is False
    assert auditor.get("/recordings?held=true").json["items"] == []


def test_what_it_looks_like_is_no_listening(recorded: Recorded) -> None:
    shown = recorded.site.person("agent").get(f"/recordings/{recorded.id}/waveform").json
    assert (shown["ms"], len(shown["peaks"]), shown["paused"]) == (10_000, 400, [])
    assert recorded.plays() == []


def test_a_file_that_has_gone_is_not_heard_and_nobody_has_listened(recorded: Recorded) -> None:
    for file in recorded.store.folder.root.rglob("*"):
        if file.is_file():
            file.unlink()
    answer = recorded.hear("agent")
    assert (answer.status_code, recorded.plays()) == (404, [])
