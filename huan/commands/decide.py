"""`huan decide`: try a decision of a DMN file, without a process and without a database."""

from __future__ import annotations

import json
import sys
from datetime import UTC, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import click
import orjson

from engine.decisions import (
    CompiledDecisions,
    InputNeeded,
    Model,
    Outcome,
    compile_model,
    inputs_from_json,
    outcome_document,
)
from engine.definitions import DiagramRefused, errors_of
from engine.definitions.decisions import finding_of, read_decisions
from engine.errors import InvalidInput, NotFound
from engine.feel import Environment, to_text
from engine.words import Words
from huan.console import FINDINGS, USAGE, language, told

ZONE = ZoneInfo("Asia/Shanghai")
MOST_BYTES = 5_000_000
"""What of a file is read; a larger one is refused by its reader."""


@click.command("decide")
@click.argument("file", type=click.Path(path_type=Path, exists=True, dir_okay=False), metavar="FILE.dmn")
@click.option("--decision", metavar="NAME", help="Name or id; without it the decisions are listed.")
@click.option("--input", "given", default="{}", metavar="JSON|FILE", help="An object of the inputs by name.")
@click.option(
    "--now",
    type=click.DateTime(["%Y-%m-%d", "%Y-%m-%dT%H:%M", "%Y-%m-%dT%H:%M:%S"]),
    help="Business time, in Asia/Shanghai; else the machine's.",
)
@click.option("--lang", type=click.Choice(["zh", "en"]), help="The findings' language; else the locale's.")
@click.option("--json", "as_json", is_flag=True, help="Print one JSON document instead of lines.")
@told
def decide(
    file: Path, decision: str | None, given: str, now: datetime | None, lang: str | None, as_json: bool
) -> None:
    """Evaluate a decision or decision service of FILE.dmn, and say which rules matched.

    Models that FILE imports are looked for beside it. A text is taken as a date, time or duration where the
    input's type wants one. Exit code 0: no errors in the model. 1: errors (what does not depend on them is
    evaluated nevertheless), or evaluation had to stop. 2: no such file or decision, or the input is no JSON
    object.
    """
    decisions = _compiled(file)
    findings = [finding_of(problem) for problem in decisions.problems]
    if not as_json:
        for finding in findings:
            click.echo(finding.told(language(lang)), err=True)
    if decision is None:
        _list(decisions, as_json)
    else:
        outcome = _evaluated(decisions, decision, _object(given), now)
        document = {
            "format": 1,
            "decision": decision,
            **outcome_document(outcome),
            "findings": [one.document() for one in findings],
        }
        click.echo(orjson.dumps(document, option=orjson.OPT_INDENT_2) if as_json else _lines(outcome, lang))
    sys.exit(FINDINGS if errors_of(findings) else 0)


def _compiled(file: Path) -> CompiledDecisions:
    model = _read(file)
    others = []
    for path in sorted(file.parent.glob("*.dmn")):
        if path != file:
            try:
                others.append(_read(path))
            except DiagramRefused:
                continue  # only what is imported matters, and a missing import is told
    return compile_model(model, others)


def _read(file: Path) -> Model:
    with file.open("rb") as opened:
        return read_decisions(opened.read(MOST_BYTES + 1), str(file))


def _object(given: str) -> dict[str, Any]:
    try:
        text = given if given.lstrip()[:1] in ("{", "[") else Path(given).read_text("utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise InvalidInput(
            Words(
                f"the input is neither a JSON object nor a file of one: {error}",
                f"输入既不是 JSON 对象，也不是含有它的文件：{error}",
            )
        ) from None
    try:
        document = json.loads(text, parse_float=Decimal)
    except (ValueError, RecursionError) as error:
        raise InvalidInput(Words(f"the input is no JSON: {error}", f"输入不是 JSON：{error}")) from None
    if not isinstance(document, dict):
        raise InvalidInput(
            Words(
                'the input is no JSON object: write {"name": value, …}',
                '输入不是 JSON 对象：请写 {"name": value, …}',
            )
        )
    return document


def _evaluated(
    decisions: CompiledDecisions, decision: str, given: dict[str, Any], now: datetime | None
) -> Outcome:
    try:
        needed = decisions.inputs_of(decision)
    except NotFound as error:
        click.echo(error.message, err=True)
        sys.exit(USAGE)
    names = {one.name for one in needed}
    for name in given:
        if name not in names:
            known = ", ".join(sorted(names)) or "none"
            click.echo(f"{decision} takes no input {name!r}; it takes: {known}", err=True)
    moment = datetime.now(UTC) if now is None else now.replace(tzinfo=ZONE).astimezone(UTC)
    inputs = inputs_from_json(((one.name, one.type) for one in needed), given)
    return decisions.evaluate(decision, inputs, Environment(moment, ZONE))


def _list(decisions: CompiledDecisions, as_json: bool) -> None:
    offered = [(one, decisions.inputs_of(one.id)) for one in decisions.offered]
    if as_json:
        document = [
            {"id": one.id, "name": one.name, "kind": one.kind, "inputs": [_input(i) for i in inputs]}
            for one, inputs in offered
        ]
        click.echo(orjson.dumps(document, option=orjson.OPT_INDENT_2))
        return
    for one, inputs in offered:
        takes = ", ".join(f"{i.name}: {i.type}" for i in inputs)
        click.echo(f"{one.name} ({one.kind} {one.id}){f' ← {takes}' if takes else ''}")


def _input(needed: InputNeeded) -> dict[str, str]:
    return {"name": needed.name, "type": str(needed.type)}


def _lines(outcome: Outcome, lang: str | None) -> str:
    lines = [_shown(outcome.value)]
    for trace in outcome.trace:
        rules = ", ".join(str(rule.number) for rule in trace.rules) or "–"
        tested = ", ".join(f"{label} = {_shown(value)}" for label, value in trace.inputs)
        lines.append(f"  {trace.where} [{trace.hit_policy}] {tested} → {rules}: {_shown(trace.output)}")
        lines += [
            f"    {rule.number}: {text}" for rule in trace.rules for _, text in rule.annotations if text
        ]
    for note in outcome.notes:
        message = note.message.within(language(lang))
        lines.append(f"  {note.where}: {message}" if note.where else f"  {message}")
    return "\n".join(lines)


def _shown(value: Any) -> str:
    text = to_text([value])
    return text[1:-1] if text is not None else f"({type(value).__name__})"
