"""Comments, attachments and supporting units over HTTP: hostile texts and files, and who may."""

from __future__ import annotations

import io
import sys
import zipfile
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from engine.commands.erase import EraseValues
from engine.files import CommandScanner, ContentFolder
from huan.wiring import Files
from tests.api.conftest import Site, Visitor

PNG = b"\x89PNG\r\n\x1a\n" + bytes(64)
PDF = b"%PDF-1.7\n" + b"x" * 64


@pytest.fixture
def site(site: Site, tmp_path: Path) -> Site:
    """The site with a folder of attachments of its own."""
    site.stands_on(
        replace(
            site.stage.system,
            files=Files(
                ContentFolder(tmp_path / "attachments"), None, ContentFolder(tmp_path / "recordings")
            ),
        )
    )
    return site


def upload(visitor: Visitor, path: str, name: str, content: bytes) -> Any:
    return visitor.send("POST", f"{path}/attachments?name={name}", data=content)


def test_who_is_mentioned_is_told_and_the_original_stays(site: Site) -> None:
    agent, desk = site.person("agent"), site.person("desk")
    path = f"/orders/{site.order(agent)['order']}"
    offered = agent.get(f"{path}/mentionable?words=东县调度").json["items"]
    assert [one["kind"] for one in offered] == ["person", "person"]
    text = "<script>alert(1)</script> 请带绝缘杆"
    said = agent.post(f"{path}/comments", {"text": text, "people": [site.ids["desk"]]})
    assert said.status_code == 201
    assert "绝缘杆" in desk.get("/notifications").json["items"][0]["text"]
    comment = f"{path}/comments/{said.json['comment']}"
    assert agent.put(comment, {"text": "请带绝缘手套", "revision": 1}).json["revision"] == 2
    assert agent.put(comment, {"text": "旧", "revision": 1}).status_code == 409
    assert desk.put(comment, {"text": "我改", "revision": 2}).status_code == 409
    (shown,) = desk.get(f"{path}/comments").json["items"]
    assert (shown["text"], shown["original"]) == ("请带绝缘手套", text), "plain text, shown as it is"
    assert [one["id"] for one in desk.get("/search?words=绝缘手套").json["items"]] == [path[8:]]
    assert agent.post(f"{path}/comments", {"text": "x", "people": [site.ids["A1"]]}).status_code == 422
    assert site.person("west").get(f"{path}/comments").status_code == 404
    assert site.person("west").post(f"{path}/comments", {"text": "x"}).status_code == 404
    types = [one["type"] for one in agent.get(f"{path}/history").json["items"]]
    assert types[-2:] == ["comment.written", "comment.edited"]
    site.stage.run(EraseValues(path[8:], ["comment"], "本人要求"), "auditor")
    (shown,) = desk.get(f"{path}/comments").json["items"]
    assert (shown["text"], shown["original"]) == ("（已删除）", None)


def test_a_file_is_what_its_content_says(site: Site) -> None:
    agent = site.person("agent")
    path = f"/orders/{site.order(agent)['order']}"
    word = io.BytesIO()
    with zipfile.ZipFile(word, "w") as archive:
        archive.writestr("[Content_Types].xml", "x")
    for name, content in (
        ("a.png", PNG),
        ("照片.PDF", PDF),
        ("a.docx", word.getvalue()),
        ("a.txt", "停电".encode()),
    ):
        assert upload(agent, path, name, content).status_code == 201, name
    for name, content in (
        ("a.png", PDF),
        ("a.pdf", b"<html><script>"),
        ("a.exe", b"MZ"),
        ("a.txt", b"MZ\x90\x00"),
        ("a.txt", b"<html><script>"),
        ("a.png", b""),
        ("abc", PNG),
    ):
        refused = upload(agent, path, name, content)
        assert (refused.status_code, refused.json["findings"][0]["field"]) == (422, "content"), name
    assert upload(agent, path, "big.png", PNG + bytes(20_000_000)).status_code == 413
    assert upload(site.person("west"), path, "a.png", PNG).status_code == 404


def test_a_download_is_saved_and_never_shown(site: Site) -> None:
    agent, desk = site.person("agent"), site.person("desk")
    path = f"/orders/{site.order(agent)['order']}"
    kept = upload(agent, path, "../../etc/现场 照片.png", PNG).json["attachment"]
    (line,) = desk.get(f"{path}/attachments").json["items"]
    assert (line["name"], line["media_type"], line["scan"]) == ("现场 照片.png", "image/png", "unscanned")
    content = f"{path}/attachments/{kept}/content"
    got = desk.get(content)
    assert got.data == PNG
    assert got.headers["Content-Disposition"].startswith("attachment;")
    assert got.headers["X-Content-Type-Options"] == "nosniff"
    assert got.mimetype == "application/octet-stream"
    assert site.person("west").get(content).status_code == 404
    other = f"/orders/{site.order(agent, 'A2')['order']}"
    assert desk.get(f"{other}/attachments/{kept}/content").status_code == 404


def test_what_is_taken_away_stays_in_the_record_but_not_on_the_disk(site: Site) -> None:
    agent = site.person("agent")
    path = f"/orders/{site.order(agent)['order']}"
    first, second = (upload(agent, path, name, PNG).json["attachment"] for name in ("a.png", "b.png"))
    folder = site.stage.system.files.folder.root
    assert len([one for one in folder.rglob("*") if one.is_file()]) == 1, "the same content once"
    assert site.person("desk").post(f"{path}/attachments/{first}/remove", {"reason": "x"}).status_code == 403
    assert agent.post(f"{path}/attachments/{first}/remove", {"reason": "传错"}).status_code == 200
    assert agent.get(f"{path}/attachments/{second}/content").data == PNG
    assert (
        site.person("leader").post(f"{path}/attachments/{second}/remove", {"reason": "x"}).status_code == 200
    )
    assert [one for one in folder.rglob("*") if one.is_file()] == []
    assert agent.get(f"{path}/attachments/{second}/content").status_code == 404
    assert agent.get(f"{path}/attachments").json["count"] == 2


@pytest.mark.parametrize(("code", "status"), [(0, 201), (1, 422), (2, 503)])
def test_the_sites_scanner_has_the_last_word(site: Site, code: int, status: int) -> None:
    command = [sys.executable, "-c", f"import sys; sys.stdin.buffer.read(); sys.exit({code})"]
    files = replace(site.stage.system.files, scanner=CommandScanner(command))
    site.stands_on(replace(site.stage.system, files=files))
    agent = site.person("agent")
    path = f"/orders/{site.order(agent)['order']}"
    assert upload(agent, path, "a.png", PNG).status_code == status


def test_a_supporting_unit_watches_the_order_and_contributes(site: Site) -> None:
    agent, west, desk = site.person("agent"), site.person("west"), site.person("desk")
    path = f"/orders/{site.order(agent)['order']}"
    unit = site.ids["repair@A2"]
    assert west.get(path).status_code == 404
    assert desk.post(f"{path}/supports", {"department_id": unit, "task": "借一台发电车"}).status_code == 200
    assert west.get(path).json["supporting"][0]["task"] == "借一台发电车"
    assert west.post(f"{path}/comments", {"text": "已出发"}).status_code == 201
    task = site.stage.task("dispatch")["id"]
    assert agent.post(f"/tasks/{task}/complete", {"values": {}}).status_code == 200
    assert ("watcher", "repair@A2") in site.stage.lines("accept"), "of tasks that come later too"
    assert desk.post(f"{path}/supports/remove", {"department_id": unit}).status_code == 200
    assert desk.get(path).json["supporting"] == []
    assert desk.post(f"{path}/supports", {"department_id": site.ids["A1"]}).status_code == 422
