"""A mass outage is announced: refused while nobody could hear it, switched on, heard first, switched off."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from engine.calling.prompts import MADE
from engine.commands.announcements.hearing import heard_first
from engine.commands.deploy import DeployPackages
from telephony.dialogues import DialogueSettings
from telephony.dialogues.desk import EngineDesk
from telephony.simulator import Exchange
from tests.api.conftest import Site
from tests.stage import PACKAGES, SYSTEM, package_files
from tests.telephony.dialogues.phone import Aloud, Phone
from tests.telephony.dialogues.test_shipped import CALLER, DIALOGUES, NO_AGENTS, WELCOME
from tests.telephony.simulator.line import START

STORM = "受台风影响，东县多处停电，正在抢修。"


def heard(site: Site, number: str = CALLER, queue: str = "repair@default") -> list[str]:
    """Return what a caller would hear first."""
    stage = site.stage
    with stage.system.database.reading() as tx:
        _, directory = stage.engine.services.time_and_place(tx)
        return heard_first(tx, directory, queue, [stage.ids[number]] if number in stage.ids else [])


def test_a_mass_outage_is_announced(any_site: Site, tmp_path: Path) -> None:
    site, stage = any_site, any_site.stage
    prompts = replace(stage.system.settings, dialogues=DialogueSettings("127.0.0.1", 1, "ivr-main", tmp_path))
    site.stands_on(replace(stage.system, settings=prompts))
    duty, leader = site.person("duty"), site.person("leader")

    # The county's duty manager writes it, for the county alone.
    listed = duty.get("/announcements").json
    assert [one["kind"] for one in listed["tiers"]] == ["county"]
    county = listed["tiers"][0]["id"]
    assert duty.post("/announcements", {"tier_id": site.ids["P"], "text": STORM}).status_code == 403
    assert duty.post("/announcements", {"tier_id": county, "text": "   "}).status_code == 422
    written = duty.post("/announcements", {"tier_id": county, "text": f"  {STORM} "})
    assert (written.status_code, written.json["on"]) == (201, False)
    where = f"/announcements/{written.json['id']}"

    # Nobody could hear it yet: it is said so at once, not found out by callers.
    refused = duty.put(where, {"on": True})
    assert refused.status_code == 409
    assert f"{written.json['sound']}.wav" in refused.json["detail"]
    (tmp_path / MADE).mkdir()
    (tmp_path / MADE / f"{written.json['sound']}.wav").write_bytes(b"RIFF")
    assert site.person("west").put(where, {"on": True}).status_code == 403, "not the neighbour's"
    assert duty.put(where, {"on": True}).json["on"] is True
    assert duty.put(where, {"on": True}).status_code == 200, "once more is no harm"
    (line,) = duty.get("/announcements").json["items"]
    assert (line["on"], line["has_sound"], line["text"]) == (True, True, STORM)
    assert (line["on_by"], line["on_at"]) == (line["written_by"], stage.now.isoformat())

    # The county's callers hear it first, the neighbour's do not; the province's comes before the county's.
    assert (heard(site, "A1"), heard(site, "A2"), heard(site, "nobody")) == ([STORM], [], [])
    whole = leader.post("/announcements", {"tier_id": site.ids["P"], "text": "全省线路繁忙。"}).json
    (tmp_path / MADE / f"{whole['sound']}.wav").write_bytes(b"RIFF")
    assert leader.put(f"/announcements/{whole['id']}", {"on": True}).status_code == 200
    assert heard(site, "A1") == ["全省线路繁忙。", STORM]

    # A caller of the hotline hears them before the welcome, and not again after a talk.
    files = [package_files(PACKAGES / key) for key in DIALOGUES]
    stage.run(DeployPackages(files, list(DIALOGUES)), SYSTEM)
    phone = Phone(
        EngineDesk(stage.engine, Aloud(), "ivr-main", lambda: stage.now), Exchange(NO_AGENTS, START)
    )
    phone.ring("13900000000")
    phone.wait(4)
    assert phone.heard[:2] == ["全省线路繁忙。", WELCOME]

    # Another of the same tier takes its place; what is off stays off.
    again = duty.post("/announcements", {"tier_id": county, "text": "东县已恢复大部分供电。"}).json
    (tmp_path / MADE / f"{again['sound']}.wav").write_bytes(b"RIFF")
    duty.put(f"/announcements/{again['id']}", {"on": True})
    assert heard(site, "A1") == ["全省线路繁忙。", "东县已恢复大部分供电。"]
    assert duty.put(where, {"on": True}).status_code == 409
    duty.put(f"/announcements/{again['id']}", {"on": False})
    assert leader.put(f"/announcements/{whole['id']}", {"on": False}).json["on"] is False
    assert heard(site, "A1") == []
