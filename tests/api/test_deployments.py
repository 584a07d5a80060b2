"""Several packages are deployed in one call over HTTP: all of them, or none."""

from __future__ import annotations

from typing import Any

from engine.definitions.blank import blank_package
from tests.api.conftest import Site

METER, SEAL = blank_package("meter", "换表", "Meter change"), blank_package("seal", "封表", "Seal")


def sent(**packages: dict[str, str]) -> dict[str, Any]:
    return {"packages": [{"name": name, "files": files} for name, files in packages.items()]}


def deployed(site: Site) -> set[str]:
    found = {one["package"] for one in site.person("designer").get("/packages").json["items"]}
    return found & {"meter", "seal"}


def test_all_are_active_afterwards_and_on_record(any_site: Site) -> None:
    designer = any_site.person("designer")
    answer = designer.post("/deployments", sent(meter=METER, seal=SEAL))
    assert answer.status_code == 200, answer.text
    assert [(one["package"], one["version"], one["active"]) for one in answer.json["packages"]] == [
        ("meter", 1, True),
        ("seal", 1, True),
    ]
    assert deployed(any_site) == {"meter", "seal"}
    (record,) = designer.get("/packages/seal/activations").json["items"]
    assert (record["what"], record["version"], record["actor_name"]) == ("deployed", 1, "设计员")


def test_one_that_is_refused_keeps_the_others_out_and_is_named(any_site: Site) -> None:
    broken = {**SEAL, "seal.bpmn": SEAL["seal.bpmn"].replace("customer-service@province", "nobody@province")}
    refused = any_site.person("designer").post("/deployments", sent(meter=METER, seal=broken))
    assert (refused.status_code, refused.json["code"]) == (422, "diagram-refused"), refused.text
    (finding,) = refused.json["findings"]
    assert (finding["file"], finding["element"]) == ("seal/seal.bpmn", "handle")
    assert finding["problem_zh"]
    assert deployed(any_site) == set()


def test_packages_with_one_key_or_one_name_are_refused(site: Site) -> None:
    designer = site.person("designer")
    twice = designer.post(
        "/deployments", sent(one=METER, two={**METER, "package.yaml": METER["package.yaml"] + "\n"})
    )
    assert (twice.status_code, twice.json["code"]) == (422, "diagram-refused"), twice.text
    assert "two has the key 'meter' too" in twice.json["findings"][0]["problem"]
    named = [{"name": "same", "files": METER}, {"name": "same", "files": SEAL}]
    alike = designer.post("/deployments", {"packages": named})
    assert (alike.status_code, alike.json["findings"][0]["field"]) == (422, "packages")
    assert designer.post("/deployments", {"packages": []}).status_code == 422


def test_a_dry_run_stores_nothing_and_a_repeated_call_answers_the_same(site: Site) -> None:
    designer = site.person("designer")
    dry = designer.post("/deployments", {**sent(meter=METER, seal=SEAL), "dry_run": True}).json
    assert [(one["id"], one["new"], one["dry_run"]) for one in dry["packages"]] == [(None, True, True)] * 2
    assert deployed(site) == set()
    headers = {"Idempotency-Key": "deployment-1"}
    first = designer.post("/deployments", sent(meter=METER), headers=headers)
    again = designer.post("/deployments", sent(meter=METER), headers=headers)
    assert first.json["packages"][0]["new"] is True
    assert again.json == first.json


def test_who_may_not_deploy_is_refused(site: Site) -> None:
    assert site.person("agent").post("/deployments", sent(meter=METER)).status_code == 403
