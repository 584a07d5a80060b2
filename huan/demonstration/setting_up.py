"""Put the demonstration into an empty database: organisation, packages, accounts."""

from __future__ import annotations

import os
import secrets
from datetime import UTC, datetime
from pathlib import Path

from engine.commands import Engine
from engine.commands.load_organisation import LoadOrganisation
from engine.commands.set_password import SetDemonstrationPassword
from engine.definitions import read_folder
from engine.errors import InvalidInput
from engine.org import Actor
from engine.words import Words
from huan.commands.deploy import deploy_folders, package_folders
from huan.demonstration.organisation import demonstration_roster, demonstration_rows
from huan.demonstration.telephony import demonstration_telephony
from huan.settings import Settings

INSTALLER = Actor("system:install")
#: The accounts that the start shows, with what each is for.
SHOWN = (
    ("agent", "坐席：接听、立单、回访"),
    ("leader", "客服班长"),
    ("desk-dx", "东溪区抢修调度：接单、派工、审核"),
    ("crew-dx1", "东溪区抢修一班：到达、恢复、回单"),
    ("duty-dx", "东溪区值班长：批准挂起"),
    ("city-mz", "明州市指挥中心"),
    ("marketing-dx", "东溪区营销部：投诉、意见、服务申请"),
    ("supervisor", "省供电服务监督"),
    ("discipline", "省纪检监察组：行风举报"),
    ("operator", "运维：事件处理"),
    ("designer", "流程设计"),
    ("auditor", "审计"),
)


def is_empty(engine: Engine) -> bool:
    """Return whether nobody has loaded an organisation yet."""
    with engine.database.reading() as tx:
        _, directory = engine.services.time_and_place(tx)
    return not directory.tiers


def checked_packages(folder: Path) -> None:
    """Refuse, before anything is made, a folder that holds no packages.

    Raises:
        InvalidInput: there are none, or one of them cannot be read.
    """
    if not folder.is_dir():
        raise InvalidInput(
            Words(
                f"{folder} is no folder of packages: set HUAN_PACKAGES",
                f"{folder} 不是流程包的文件夹：请设置 HUAN_PACKAGES",
            )
        )
    for package in package_folders(folder):
        read_folder(package)


def set_up_demonstration(engine: Engine, settings: Settings) -> bool:
    """Load the organisation and deploy the packages unless they are there; return whether it was new.

    A version that is known stays as somebody left it: deactivated, or behind a newer one.
    """
    new = is_empty(engine)
    if new:
        rows = demonstration_rows()
        rows["shift"] = demonstration_roster(rows, datetime.now(UTC))
        rows |= demonstration_telephony(rows)
        engine.run(LoadOrganisation(rows), INSTALLER)
    deploy_folders(engine, (settings.packages,), only_new=True)
    return new


def demonstration_password(engine: Engine, folder: Path, new: bool) -> str:
    """Return the password that all demonstration accounts share; a new organisation is given it.

    It is made once and kept in `folder`, readable by its owner only.
    """
    path = folder / "demo-password"
    known = path.exists()
    password = _password(path)
    if new or not known:
        engine.run(SetDemonstrationPassword(password), INSTALLER)
    return password


def _password(path: Path) -> str:
    if path.exists():
        return path.read_text("utf-8").strip()
    path.parent.mkdir(parents=True, exist_ok=True)
    made = secrets.token_urlsafe(9)
    descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(descriptor, "w", encoding="utf-8") as file:
        file.write(made + "\n")
    return made
