"""A message over HTTP: shown with its call, heard by the line's department, each listening a row."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import insert, select

from engine.commands.places.ask import AskCallBack
from engine.commands.record_call import RecordCall
from engine.commands.recordings.fetch import ClaimRecordings, StoreRecording
from engine.commands.restriction import LookAtOrder, RestrictOrder
from engine.commands.voicemail.begin import BeginVoicemail
from engine.files import ContentFolder
from engine.ids import new_id
from engine.store.statement import Statement
from engine.store.tables import call_order, recording_play
from huan.wiring import Files
from telephony.recordings import RecordingStore
from tests.api.conftest import Site
from tests.stage import SYSTEM
from tests.telephony.test_recording_files import tone, wav

SOUND = wav(tone(3))


class Left:
    """A site at whose hotline somebody has left a message of three seconds, without having waited."""

    def __init__(self, site: Site, folder: Path) -> None:
        self.site, self.stage = site, site.stage
        files = Files(ContentFolder(folder / "attachments"), None, ContentFolder(folder / "recordings"))
        site.stands_on(replace(site.stage.system, files=files))
        now = self.stage.now
        begun = self.stage.run(BeginVoicemail("x", "fs-1", "/recordings", "repair@default"), SYSTEM)
        self.id = begun["voicemail"]
        self.call: str = self.stage.run(
            RecordCall("x", "inbound", "ended", now, outcome="no-answer", caller_number="13800000001",
                       ended_at=now, node="fs-1", as_of=now), SYSTEM,
        )["call"]  # fmt: skip

    def fetch(self, folder: Path) -> None:
        (claimed,) = self.stage.run(ClaimRecordings(("fs-1",)), SYSTEM)["claimed"]
        (folder / "message.wav").write_bytes(SOUND)
        kept = RecordingStore(ContentFolder(folder / "recordings")).keep(folder / "message.wav")
        rules = self.stage.system.settings.telephony_rules.recordings
        self.stage.run(
            StoreRecording(claimed["id"], 1, kept.digest, kept.bytes, kept.ms, kept.peaks, rules), SYSTEM
        )

    def hear(self, who: str, **headers: str) -> Any:
        return self.site.person(who).get(f"/voicemails/{self.id}/content", headers)

    def shown(self, who: str = "agent") -> dict[str, Any]:
        (shown,) = self.site.person(who).get(f"/calls/{self.call}").json["voicemails"]
        return dict(shown)


@pytest.fixture
def left(site: Site, tmp_path: Path) -> Left:
    return Left(site, tmp_path)


def test_the_department_hears_the_message_once_it_is_here(left: Left, tmp_path: Path) -> None:
    shown = left.shown()
    assert (shown["ms"], shown["can_hear"], shown["heard_at"]) == (None, False, None)
    assert left.hear("agent").status_code == 404
    left.fetch(tmp_path)
    assert (left.shown()["ms"], left.shown()["can_hear"]) == (3000, True)
    part = left.hear("agent", Range="bytes=0-99")
    assert (part.status_code, part.data) == (206, SOUND[:100])
    assert left.hear("agent").data == SOUND
    (play,) = left.stage.rows(select(recording_play))
    assert play["person_id"] == left.stage.ids["agent"]
    left.stage.later(minutes=10)
    assert left.hear("leader").status_code == 200
    assert len(left.stage.rows(select(recording_play))) == 2
    shown = left.shown()
    assert (shown["heard_by_name"], shown["heard_at"] is not None) == ("坐席甲", True)


def test_where_the_caller_wants_to_be_called_stands_with_the_call(left: Left) -> None:
    left.stage.run(AskCallBack("x", "repair@default", "057188880000"), SYSTEM)
    (wish,) = left.site.person("agent").get(f"/calls/{left.call}").json["call_backs"]
    assert (wish["number"], wish["queue"], wish["status"]) == ("057188880000", "repair@default", "told")
    assert wish["asked_at"] == wish["joined_at"], "he has not waited"


def test_who_is_elsewhere_hears_nothing(left: Left, tmp_path: Path) -> None:
    left.fetch(tmp_path)
    assert left.hear("duty").status_code == 404
    assert left.hear("desk").status_code == 403
    assert left.stage.rows(select(recording_play)) == []
    assert left.shown()["heard_at"] is None
    left.id = new_id()
    assert left.hear("agent").status_code == 404


def test_a_restricted_order_of_the_call_shuts_the_message(left: Left, tmp_path: Path) -> None:
    left.fetch(tmp_path)
    order = left.stage.open_order()["order"]
    with left.stage.system.database.transaction() as tx:
        tx.write(
            Statement(
                insert(call_order).values(
                    id=new_id(), call_id=left.call, order_id=order, kind="opened", linked_at=left.stage.now
                )
            )
        )
    left.stage.run(RestrictOrder(order, "举报", named=[left.stage.ids["leader"]]), "leader")
    assert left.hear("auditor").status_code == 404
    assert left.shown("auditor")["can_hear"] is False
    refused = left.hear("leader")
    assert (refused.status_code, refused.json["code"]) == (403, "look-reason-needed")
    left.stage.run(LookAtOrder(order, "复核"), "leader")
    assert left.hear("leader").status_code == 200
    (play,) = left.stage.rows(select(recording_play))
    assert play["reason"] == "复核"
