"""`huan telephony doctor`: what is wrong with a FreeSWITCH, and what to do."""

from __future__ import annotations

import json
from dataclasses import asdict
from datetime import UTC, datetime
from typing import Any

import click

from engine.errors import InvalidInput
from engine.words import Words
from huan.console import FINDINGS, language, system_of, told
from huan.exchange_nodes import node_named, wanted_of
from huan.settings import Settings
from telephony.doctor import Finding, Refused, Seen, examine, interview, without_answer
from telephony.transport import Unreachable


@click.command("doctor")
@click.option("--node", "names", multiple=True, help="Only this one of the file's nodes; may be given again.")
@click.option("--json", "as_json", is_flag=True, help="For programs, in both languages.")
@click.option("--lang", type=click.Choice(["zh", "en"]), help="Instead of the environment's language.")
@told
def doctor_command(names: tuple[str, ...], as_json: bool, lang: str | None) -> None:
    """Check each FreeSWITCH of HUAN_TELEPHONY against the organisation; exit 1 with every finding.

    It is only asked, nothing is changed. Folders and disks are looked at when the node is this machine.
    """
    settings = Settings.from_environment()
    nodes = [node_named(settings, name) for name in names] or list(settings.exchanges)
    if not nodes:
        raise InvalidInput(
            Words(
                "there is no exchange to look at: name a file of nodes by HUAN_TELEPHONY",
                "没有可以检查的交换机：请用 HUAN_TELEPHONY 指定节点文件",
            )
        )
    with system_of(settings) as system:
        wanted = wanted_of(system)
    seen: list[Seen] = []
    found: dict[str, list[Finding]] = {}
    for node in nodes:
        try:
            seen.append(interview(node, wanted, lambda: datetime.now(UTC)))
        except (Unreachable, Refused) as error:
            found[node.name] = [without_answer(f"{node.host}:{node.port}", error)]
    found |= examine(seen)
    if as_json:
        click.echo(
            json.dumps({"nodes": [_node(node.name, found[node.name]) for node in nodes]}, ensure_ascii=False)
        )
    else:
        _say([(node.name, found[node.name]) for node in nodes], language(lang))
    if any(found.values()):
        raise SystemExit(FINDINGS)


def _say(nodes: list[tuple[str, list[Finding]]], lang: str) -> None:
    for name, findings in nodes:
        for finding in findings:
            click.echo(f"{name}: {finding.within(lang)}")
        if not findings:
            nothing = Words("there is nothing to mend", "没有需要修正的地方")
            click.echo(nothing.at(name).within(lang))


def _node(name: str, findings: list[Finding]) -> dict[str, Any]:
    return {
        "node": name,
        "findings": [
            asdict(one) | {"problem_zh": one.problem.zh, "remedy_zh": one.remedy.zh} for one in findings
        ],
    }
