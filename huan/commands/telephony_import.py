"""`huan telephony import-cdr`: call records of an exchange, read from their files."""

from __future__ import annotations

import json
import time
from collections import Counter
from datetime import UTC, datetime
from pathlib import Path

import click

from engine.commands import Engine
from engine.errors import InvalidInput, Unavailable
from engine.store.exchange import node_by_name
from engine.words import Words
from engine.workers import drain
from huan.console import FINDINGS, language, system_of, told
from huan.settings import Settings
from telephony.calls import Imported
from telephony.gaps.bringing import Line, What, bring
from telephony.gaps.folder import CallRecords
from telephony.telling import Calls, EngineMemory, Writers, tell

_WORDS = {
    What.NEW: Words("a call that nobody had heard of", "此前不知道的来电"),
    What.REVISED: Words("the end of a known call", "已知来电的结束"),
    What.MORE: Words("more of a known call", "已知来电的补充"),
    What.KNOWN: Words("known already", "已知"),
    What.ANOTHERS: Words("of another exchange", "属于另一台交换机"),
    What.WAITING: Words("the caller's own record is not there", "没有主叫一侧的话单"),
    What.UNREADABLE: Words("unreadable", "不能读取"),
}


@click.command("import-cdr")
@click.argument("folder", type=click.Path(exists=True, file_okay=False, path_type=Path))
@click.option("--node", help="Only records of this node of ours, as it names itself.")
@click.option("--dry-run", is_flag=True, help="Say what would become of each file, and change nothing.")
@click.option("--json", "as_json", is_flag=True, help="For programs: one object a file.")
@click.option("--lang", type=click.Choice(["zh", "en"]), help="Instead of the environment's language.")
@told
def import_command(folder: Path, node: str | None, dry_run: bool, as_json: bool, lang: str | None) -> None:
    """Read the call records of mod_json_cdr in FOLDER: what nobody listened to becomes calls.

    `huan telephony run` does it by itself after every connect, for nodes with a `cdr_folder`; this is for
    what came from elsewhere. Importing again changes nothing. Who gave up within the last day is called
    back; older calls are only recorded. Exit 1 when a file cannot be read.
    """
    settings = Settings.from_environment()
    now = datetime.now(UTC)
    counted: Counter[What] = Counter()
    with system_of(settings) as system:
        calls = Calls()
        writers = Writers(calls, lambda telling: tell(system.engine, telling))

        def write(imported: Imported) -> None:
            calls.take_up(imported.recalled, {})
            calls.put_quietly(imported.changes, imported.stale(now))
            while calls.waiting:
                if writers.turn(0) is False:
                    raise Unavailable(
                        Words("the database does not answer: run it again", "数据库没有应答：请重新运行")
                    )
            calls.forget(datetime.max.replace(tzinfo=UTC))

        records = CallRecords(folder, 0.0, time.monotonic)
        memory = EngineMemory(system.engine)
        switchname = None if node is None else _switchname(system.engine, node)
        for line in bring(records, memory, None if dry_run else write, now, switchname):
            counted[line.what] += 1
            click.echo(_object(line) if as_json else _line(line, language(lang)))
        drain(system.engine, system.effects)
    if counted[What.UNREADABLE] or writers.counts["refused"]:
        raise SystemExit(FINDINGS)


def _switchname(engine: Engine, node: str) -> str:
    with engine.database.reading() as tx:
        found = node_by_name(tx, node)
    if found is None or found.switchname is None:
        raise InvalidInput(
            Words(
                f"nobody has listened to a node {node!r} yet, so its own name is not known: leave --node out",
                f"还没有监听过节点 {node!r}，不知道它自己的名称：请省略 --node",
            )
        )
    return found.switchname


def _line(line: Line, lang: str) -> str:
    why = "" if line.why is None else f" ({line.why.within(lang)})"
    return f"{line.name}: {_WORDS[line.what].within(lang)}{why}"


def _object(line: Line) -> str:
    why = None if line.why is None else {"en": str(line.why), "zh": line.why.zh}
    return json.dumps(
        {"file": line.name, "what": line.what.value, "call": line.call_id, "why": why}, ensure_ascii=False
    )
