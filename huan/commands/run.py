"""`huan run` and `huan serve`: the HTTP face, all in one or in production."""

from __future__ import annotations

import time
import unicodedata
from dataclasses import replace

import click

from engine.errors import InvalidInput
from engine.store.address import shown_address
from engine.words import Words
from huan.awaited import await_database
from huan.business_time import keep_time
from huan.commands.database import prepare_database
from huan.console import system_of, told
from huan.demonstration.exchange import NODE, HotlineCalls, SimulatedExchange
from huan.demonstration.morning import play_morning
from huan.demonstration.ringing import RecordedCalls
from huan.demonstration.setting_up import (
    SHOWN,
    checked_packages,
    demonstration_password,
    set_up_demonstration,
)
from huan.listening import dialogues_of, finder_of, listener_of
from huan.logs import working_logs
from huan.serving import require_free
from huan.serving import serve as serve_http
from huan.settings import Settings
from huan.wiring import System, build
from telephony.dialogues import DialogueSettings, dialogue_server
from telephony.listener import Listener
from telephony.recordings import Finder, RecordingStore
from telephony.transport import OutboundServer


@click.command()
@click.option("--demo", is_flag=True, help="With an invented province, its people, and recorded calls.")
@click.option("--morning", is_flag=True, help="With --demo: a new demonstration begins with orders in work.")
@click.option("--telephone", is_flag=True, help="With --demo: a simulated exchange whose hotline rings.")
@click.option(
    "--calls-per-minute",
    type=click.FloatRange(0, 60),
    help="With --telephone: so many ring by themselves; none unless it is given.",
)
@told
def run(demo: bool, morning: bool, telephone: bool, calls_per_minute: float | None) -> None:
    """All in one on this machine: server, worker, database (SQLite unless HUAN_DATABASE_URL is set)."""
    began = time.monotonic()
    settings = Settings.from_environment()
    if morning and not demo:
        raise click.UsageError("--morning needs --demo: its orders are invented")
    if telephone and not demo:
        raise click.UsageError("--telephone needs --demo: its callers are invented")
    if telephone and settings.exchanges:
        raise click.UsageError("--telephone brings an exchange of its own: leave HUAN_TELEPHONY out")
    if calls_per_minute is not None and not telephone:
        raise click.UsageError("--calls-per-minute needs --telephone")
    if demo and settings.production:
        raise InvalidInput(
            Words(
                "huan run --demo opens accounts that share one password: not with HUAN_ENV=production",
                "huan run --demo 开设共用一个密码的账号：不能与 HUAN_ENV=production 一起用",
            )
        )
    if demo and settings.message_gateway is None:
        settings = replace(settings, message_gateway="log")
    require_free(settings)
    if demo:
        checked_packages(settings.packages)
    else:
        working_logs()
    prepare_database(settings)
    with system_of(settings) as system:
        keep_time(system.engine, settings)
        if demo:
            new = set_up_demonstration(system.engine, settings)
            password = demonstration_password(system.engine, settings.data, new)
            if new and morning:
                play_morning(system.engine)
    if demo:
        _show(settings, password, began)
    else:
        click.echo(f"Huan 环  http://{settings.bind}/")
    rate = (calls_per_minute or 0) if telephone else None
    serve_http(settings, 1, inline=True, make=lambda: _system(settings, demo, rate))


@click.command()
@click.option("--processes", default=2, show_default=True, help="Server processes.")
@told
def serve(processes: int) -> None:
    """The HTTP face alone; `huan worker` does the rest. Several processes need REDIS_URL."""
    settings = Settings.from_environment()
    if processes < 1:
        raise click.UsageError("at least one server process is needed")
    if processes > 1 and settings.redis_url is None:
        raise click.UsageError(
            "several server processes tell each other of changes through Redis: set REDIS_URL"
        )
    require_free(settings)
    working_logs()
    await_database(settings)
    serve_http(settings, processes, inline=False)


def _system(settings: Settings, demo: bool, calls_per_minute: float | None) -> System:
    """`calls_per_minute` of a simulated exchange, None: there is none."""
    system = build(settings, provisional_calendars=demo)
    if not demo:
        return _listening(settings, system)
    store = RecordingStore(system.files.recordings)
    recorded = RecordedCalls(system.engine, store, settings.telephony_rules.recordings)
    if calls_per_minute is None:
        return _listening(settings, replace(system, demonstration=recorded))
    folder = settings.data / "exchange"
    dialogues = dialogue_server(
        system.engine, DialogueSettings(port=0, recordings={NODE: str(folder / "recordings")})
    )
    dialogues.start()
    exchange = SimulatedExchange(folder, dialogues.port, calls_per_minute)
    exchange.start()
    system.engine.services.calls_out = True
    system = replace(
        system, demonstration=HotlineCalls(system.engine, exchange, recorded), beside=(dialogues,)
    )
    return _listening(replace(settings, exchanges=(exchange.node,)), system)


def _listening(settings: Settings, system: System) -> System:
    if not settings.exchanges:
        return system
    beside: list[Listener | Finder | OutboundServer] = [
        finder_of(settings, system.engine),
        listener_of(settings, system.engine),
    ]
    if (dialogues := dialogues_of(settings, system.engine)) is not None:
        beside.append(dialogues)
    for one in beside:
        one.start()
    return replace(system, beside=(*system.beside, *beside))


def _show(settings: Settings, password: str, began: float) -> None:
    rate = f"，业务时钟 {settings.clock_rate:g} 倍速" if settings.clock_rate != 1 else ""
    click.echo(f"\nHuan 环  http://{settings.bind}/   演示数据 demonstration{rate}\n")
    for username, what in SHOWN:
        click.echo(f"  {username:<12}{what}{' ' * (40 - _width(what))}{password}")
    where, seconds = shown_address(settings.database_url), time.monotonic() - began
    click.echo(f"\n数据 {where}   就绪 {seconds:.1f} s   Ctrl-C 结束\n")


def _width(text: str) -> int:
    return sum(2 if unicodedata.east_asian_width(letter) in "WF" else 1 for letter in text)
