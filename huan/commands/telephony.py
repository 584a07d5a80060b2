"""`huan telephony`: what concerns calls."""

from __future__ import annotations

import signal
import threading
from pathlib import Path

import click

from engine.errors import InvalidInput
from engine.queries.call_tasks import tasks_of_call
from engine.words import Words
from engine.workers import drain
from engine.workers.queued import QueuedHints
from huan.awaited import await_database
from huan.commands.database import prepare_database
from huan.commands.telephony_doctor import doctor_command
from huan.commands.telephony_freeswitch import freeswitch_command
from huan.commands.telephony_import import import_command
from huan.commands.telephony_prompts import prompts_command
from huan.commands.telephony_simulate import simulate_command
from huan.console import FINDINGS, system_of, told
from huan.demonstration.setting_up import checked_packages, is_empty, set_up_demonstration
from huan.heap import settle_heap
from huan.listening import dialogues_of, finder_of, listener_of
from huan.logs import working_logs
from huan.settings import Settings
from huan.wiring import build
from telephony.captures import Capture
from telephony.replay import format_report, replay
from telephony.sink import EngineSink


@click.group()
def telephony() -> None:
    """Calls: listen to exchanges, replay recordings of their event sockets."""


@telephony.command("run")
@click.option("--node", "names", multiple=True, help="Only this one of the file's nodes; may be given again.")
@told
def run_command(names: tuple[str, ...]) -> None:
    """Listen to FreeSWITCH until stopped: every call becomes a row, and its process hears of it.

    The nodes are those of the file that HUAN_TELEPHONY names. Several of these processes may run: each node
    is listened to by one of them, the others stand by and take over within seconds when it dies. Recordings
    are fetched by whichever of them sees the node's folder. Where the file names `dialogues`, each of them
    serves the dialogues that FreeSWITCH dials.
    """
    settings = Settings.from_environment()
    working_logs()
    await_database(settings)
    system = build(settings)
    listener = listener_of(settings, system.engine, names)
    finder = finder_of(settings, system.engine, names)
    dialogues = dialogues_of(settings, system.engine)
    if settings.redis_url is not None:
        system.engine.hints = QueuedHints(settings.redis_url)
    settle_heap()
    stop = threading.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda *_: stop.set())
    if dialogues is not None:
        dialogues.start()
    listener.start()
    finder.start()
    stop.wait()
    if dialogues is not None:
        dialogues.stop()
    finder.stop()
    listener.stop()
    system.close()


@telephony.command("replay")
@click.argument(
    "captures", nargs=-1, required=True, type=click.Path(exists=True, dir_okay=False, path_type=Path)
)
@told
def replay_command(captures: tuple[Path, ...]) -> None:
    """Feed recorded connections into the engine and print each call.

    Each of CAPTURES is the index NAME.jsonl (or NAME.jsonl.xz) of a recording, beside which NAME.rx.bin and
    NAME.tx.bin lie. Several are successive sessions with one exchange, as is the first one with what was
    recorded before. An empty database (HUAN_DATABASE_URL) is prepared first: schema, the demonstration's
    organisation, packages. Replaying a recording again changes nothing. Exit 1 when a recording has faults.
    """
    settings = Settings.from_environment()
    for capture in captures:
        Capture(capture).require_index()
    checked_packages(settings.packages)
    prepare_database(settings)
    with system_of(settings) as system:
        if is_empty(system.engine):
            if settings.production:
                raise InvalidInput(
                    Words(
                        "the database has no organisation to which a call could belong, and in production "
                        "none is invented",
                        "数据库没有来电可以归属的组织，而生产环境不会凭空造一个",
                    )
                )
            set_up_demonstration(system.engine, settings)
        sink = EngineSink(system.engine)
        report = replay(captures, sink, memory=sink)
        drain(system.engine, system.effects)
        known = sink.calls
        with system.database.reading() as tx:
            calls = [known[call.call_id] for call in report.calls if call.call_id in known]
            tasks = [task for call in calls for task in tasks_of_call(tx, call)]
    click.echo(format_report(report), nl=False)
    for task in tasks:
        whose = " · ".join(filter(None, (task.department, task.person)))
        click.echo(f"task: {task.name} ({task.element_id}), {task.status}, {whose}")
    if report.faults:
        raise SystemExit(FINDINGS)


telephony.add_command(simulate_command)
telephony.add_command(doctor_command)
telephony.add_command(freeswitch_command)
telephony.add_command(prompts_command)
telephony.add_command(import_command)
