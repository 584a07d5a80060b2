"""What a caller heard and pressed stands with the call, for whoever sees the call."""

from __future__ import annotations

from engine.commands.deploy import Deploy
from engine.commands.dialogues.begin import BeginDialogue
from engine.commands.dialogues.end import EndDialogue
from engine.commands.record_call import RecordCall
from tests.api.conftest import Site
from tests.stage import PACKAGES, SYSTEM, package_files


def test_agents_and_auditors_see_what_was_asked_and_chosen(site: Site) -> None:
    stage, now = site.stage, site.stage.now
    stage.run(Deploy(package_files(PACKAGES / "satisfaction")), SYSTEM)
    run = stage.run(BeginDialogue("x", "satisfaction", "fs-1", "13800000001"), SYSTEM)["run"]
    call = stage.run(
        RecordCall("x", "inbound", "answered", now, caller_number="13800000001", queue="repair@default"),
        SYSTEM,
    )["call"]
    (shown,) = site.person("agent").get(f"/calls/{call}").json["dialogues"]
    assert (shown["package"], shown["outcome"], shown["steps"]) == ("satisfaction", None, [])
    trace = (
        {"element": "ask", "topic": "ivr.ask-satisfaction", "at": 0.5, "said": "请评价。", "outcome": "done"},
        {"element": "goodbye", "topic": "ivr.hang-up", "at": 4.25},
    )
    stage.run(EndDialogue(run, "hung-up", trace, {"satisfaction": "2"}), SYSTEM)
    for who in ("agent", "auditor"):
        (shown,) = site.person(who).get(f"/calls/{call}").json["dialogues"]
        assert (shown["outcome"], shown["satisfaction"]) == ("hung-up", "2")
        steps = [(one["element_name"], one["said"], one["outcome"]) for one in shown["steps"]]
        assert steps == [
            ("请评价", "请评价。", "done"),
            ("再见", None, None),
        ]
        assert shown["steps"][1]["at"] > shown["steps"][0]["at"] > shown["began_at"]
