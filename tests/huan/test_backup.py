"""A backup is made while people work, proved, and restored into an empty place: rehearsed on both databases."""

from __future__ import annotations

import copy
import json
import shutil
from dataclasses import replace
from hashlib import sha256
from pathlib import Path

import pytest
from sqlalchemy import select

from engine.commands.notes.attachments import AttachFile
from engine.errors import HuanError, InvalidInput
from engine.store import schema
from engine.store.tables import work_order
from huan.backup import make_backup, restore_backup
from huan.commands.doctor import invariants
from huan.settings import Settings
from huan.wiring import build
from tests.huan.command_line import huan_here
from tests.servers import Postgres
from tests.stage import Stage


def quietly(part: str, done: int, total: int) -> None:
    assert 0 <= done <= total, part


def settings_in(url: str, folder: Path) -> Settings:
    return Settings(
        database_url=url,
        attachments=folder / "attachments",
        recordings=folder / "recordings",
        message_gateway="log",
    )


class Place:
    """An installation that can be backed up, and empty ones to restore into."""

    def __init__(self, url: str, folder: Path, request: pytest.FixtureRequest) -> None:
        self.settings = settings_in(url, folder)
        self._folder, self._request, self._made = folder, request, 0

    def attach(self, content: bytes, part: str = "attachments") -> Path:
        name = sha256(content).hexdigest()
        path: Path = getattr(self.settings, part) / name[:2] / name
        path.parent.mkdir(parents=True)
        path.write_bytes(content)
        return path

    def empty(self) -> Settings:
        self._made += 1
        folder = self._folder / f"restored-{self._made}"
        if self.settings.database_url.startswith("sqlite"):
            url = f"sqlite:///{folder}/huan.sqlite3"
        else:
            server: Postgres = self._request.getfixturevalue("postgres")
            url = server.create(f"restored_{self._made}_{self._folder.name.lower()[-40:]}")
        return settings_in(url, folder)


@pytest.fixture
def place(database_url: str, tmp_path: Path, request: pytest.FixtureRequest) -> Place:
    return Place(database_url, tmp_path, request)


@pytest.fixture
def sqlite_place(sqlite_url: str, tmp_path: Path, request: pytest.FixtureRequest) -> Place:
    return Place(sqlite_url, tmp_path, request)


def reopened(stage: Stage, settings: Settings) -> Stage:
    """Return the stage with its people on another database."""
    again = copy.copy(stage)
    again.system = build(settings)
    again.engine = again.system.engine
    return again


@pytest.mark.parametrize("name", ["backup", "backup.tar"])
def test_everything_comes_back_and_work_goes_on(place: Place, name: str, tmp_path: Path) -> None:
    stage = Stage(place.settings.database_url, settings=place.settings)
    order = stage.open_order()
    photograph = place.attach("照片".encode())
    spoken = place.attach("录音".encode(), "recordings")
    made = make_backup(place.settings, tmp_path / name, quietly)
    assert made.faults == []
    stage.open_order(title="在备份之后", beside=True)
    stage.system.close()

    target = place.empty()
    restored = restore_backup(target, tmp_path / name, made.digest, quietly)
    assert (restored.attachments, restored.recordings) == (1, 1)
    assert (target.recordings / spoken.name[:2] / spoken.name).read_bytes() == "录音".encode()
    assert (target.attachments / photograph.name[:2] / photograph.name).read_bytes() == "照片".encode()
    assert invariants(target) == []
    again = reopened(stage, target)
    numbers = select(work_order.c.number)
    assert [row["number"] for row in again.rows(numbers)] == [order["number"]]
    again.do("dispatch", "agent")
    again.open_order(title="恢复之后", beside=True)
    assert len({row["number"] for row in again.rows(numbers)}) == 2, "the serial goes on where it was"
    again.system.close()
    assert invariants(target) == []
    with pytest.raises(InvalidInput, match="is not empty"):
        restore_backup(target, tmp_path / name, None, quietly)


def test_no_secret_is_in_a_backup_and_nobody_else_may_read_it(sqlite_place: Place, tmp_path: Path) -> None:
    hidden = replace(sqlite_place.settings, message_token="geheim", redis_url="redis://:geheim@x/0")
    make_backup(hidden, tmp_path / "b.tar", quietly)
    make_backup(hidden, tmp_path / "b", quietly)
    assert (tmp_path / "b.tar").stat().st_mode & 0o777 == 0o600
    assert (tmp_path / "b").stat().st_mode & 0o777 == 0o700
    told = json.loads((tmp_path / "b" / "manifest.json").read_text())
    assert told["settings"]["profile"] == "state-grid"
    assert "geheim" not in json.dumps(told)
    for taken in ("b.tar", "b"):
        with pytest.raises(InvalidInput, match="give a new file"):
            make_backup(hidden, tmp_path / taken, quietly)
    assert not list(tmp_path.glob(".huan-backup-*")) + list(tmp_path.glob("*.partial"))


def damaged(folder: Path, how: str) -> None:
    """Damage a backup in a folder."""
    manifest = folder / "manifest.json"
    told = json.loads(manifest.read_text())
    file = folder / "database" / "database.sqlite3"
    match how:
        case "a byte":
            content = bytearray(file.read_bytes())
            content[5000] ^= 1
            file.write_bytes(content)
        case "cut":
            file.write_bytes(file.read_bytes()[:-1])
        case "longer":
            file.write_bytes(file.read_bytes() + b"x")
        case "missing":
            file.unlink()
        case "a link":
            file.rename(folder / "elsewhere")
            file.symlink_to(folder / "elsewhere")
        case "a path":
            told["files"]["database/../../x"] = told["files"].pop("database/database.sqlite3")
        case "newer":
            told["database"]["revision"] = "9999"
        case "rows":
            told["database"]["rows"]["work_order"] += 1
        case "format":
            told["format"] = 2
        case "no manifest":
            manifest.unlink()
            return
        case "no JSON":
            manifest.write_text("{")
            return
    manifest.write_text(json.dumps(told))


@pytest.mark.parametrize(
    "how",
    [
        "a byte",
        "cut",
        "longer",
        "missing",
        "a link",
        "a path",
        "newer",
        "rows",
        "format",
        "no manifest",
        "no JSON",
    ],
)
def test_a_damaged_backup_changes_nothing(
    sqlite_place: Place, damageable: Path, how: str, tmp_path: Path
) -> None:
    shutil.copytree(damageable, tmp_path / "b")
    damaged(tmp_path / "b", how)
    target = sqlite_place.empty()
    with pytest.raises(HuanError):
        restore_backup(target, tmp_path / "b", None, quietly)
    assert not Path(target.database_url.removeprefix("sqlite:///")).exists()
    assert not target.attachments.exists()


@pytest.fixture(scope="module")
def damageable(sqlite_template: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("damageable") / "b"
    make_backup(settings_in(f"sqlite:///{sqlite_template}", folder / "none"), folder, quietly)
    return folder


def test_another_backup_than_expected_and_another_kind_of_database_are_refused(
    sqlite_place: Place, damageable: Path
) -> None:
    with pytest.raises(InvalidInput, match="this is another backup"):
        restore_backup(sqlite_place.empty(), damageable, "0" * 64, quietly)
    elsewhere = Settings(database_url="postgresql://huan@127.0.0.1:1/huan")
    with pytest.raises(InvalidInput, match="the backup is of sqlite"):
        restore_backup(elsewhere, damageable, None, quietly)
    full = sqlite_place.empty()
    for part in ("recordings", "attachments"):
        contents = getattr(full, part)
        contents.mkdir(parents=True)
        (contents / "x").touch()
        with pytest.raises(InvalidInput, match=f"HUAN_{part.upper()}"):
            restore_backup(full, damageable, None, quietly)


@pytest.mark.postgres
def test_tables_that_do_not_fit_leave_postgresql_as_empty_as_it_was(
    postgres_url: str, tmp_path: Path, request: pytest.FixtureRequest
) -> None:
    place = Place(postgres_url, tmp_path, request)
    make_backup(place.settings, tmp_path / "b", quietly)
    manifest = tmp_path / "b" / "manifest.json"
    told = json.loads(manifest.read_text())
    told["database"]["rows"]["business_clock"] = 7
    manifest.write_text(json.dumps(told))
    target = place.empty()
    with pytest.raises(HuanError, match="business_clock has 0 rows"):
        restore_backup(target, tmp_path / "b", None, quietly)
    told["database"]["rows"]["business_clock"] = 0
    manifest.write_text(json.dumps(told))
    restore_backup(target, tmp_path / "b", None, quietly)
    assert schema.findings(target.database_url) == []


def test_an_attachment_that_was_damaged_before_is_named(sqlite_place: Place, tmp_path: Path) -> None:
    sqlite_place.attach(b"as it was").write_bytes(b"as it is")
    (sqlite_place.settings.attachments / "half-written.part").touch()
    made = make_backup(sqlite_place.settings, tmp_path / "b", quietly)
    assert len(made.faults) == 1
    assert len([name for name in made.manifest.files if name.startswith("attachments/")]) == 1


def test_an_attachment_whose_content_is_gone_is_found(sqlite_place: Place) -> None:
    stage = Stage(sqlite_place.settings.database_url, settings=sqlite_place.settings)
    order = stage.open_order()["order"]
    path = sqlite_place.attach(b"photograph")
    stage.run(AttachFile(order, "照片.jpg", "image/jpeg", 10, path.name, scanned=True), "agent")
    stage.system.close()
    assert invariants(sqlite_place.settings) == []
    path.unlink()
    (finding,) = invariants(sqlite_place.settings)
    assert finding.startswith(f"attachment: {path.name}: its content is not in ")


def test_the_command_line_tells_the_digest_and_what_it_found(sqlite_url: str, tmp_path: Path) -> None:
    first = {"HUAN_DATABASE_URL": sqlite_url, "HUAN_DATA": str(tmp_path / "a")}
    second = {
        "HUAN_DATABASE_URL": f"sqlite:///{tmp_path}/new/huan.sqlite3",
        "HUAN_DATA": str(tmp_path / "new"),
    }
    made = huan_here("backup", "b.tar", folder=tmp_path, **first)
    assert made.returncode == 0, made.stderr
    digest = made.stdout.splitlines()[1].removeprefix("digest ")
    restored = huan_here("restore", "b.tar", "--digest", digest, folder=tmp_path, **second)
    assert restored.returncode == 0, restored.stderr
    assert restored.stdout.splitlines()[-1] == "all invariants hold"
    again = huan_here("restore", "b.tar", folder=tmp_path, **second)
    assert (again.returncode, "is not empty" in again.stderr) == (2, True)
    (tmp_path / "c.tar").write_bytes((tmp_path / "b.tar").read_bytes()[:1000])
    assert huan_here("restore", "c.tar", folder=tmp_path, **first).returncode == 2
