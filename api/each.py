"""One command for each of many things, each in a transaction of its own, with a result for each."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any

from api.context import caller, idempotency_key, system
from engine.commands import Command
from engine.errors import HuanError


def run_each(
    ids: Iterable[str], command: Callable[[str], Command], *, dry_run: bool = False
) -> list[dict[str, Any]]:
    """Run the command of each id in turn; what is refused does not hinder the others.

    The request's Idempotency-Key covers each: sent again, what is done already is answered as done.
    """
    key = idempotency_key()
    engine, actor = system().engine, caller().actor
    results = []
    for number, one in enumerate(dict.fromkeys(ids)):
        result: dict[str, Any] = {"order": one, "outcome": "would" if dry_run else "done"}
        result |= {"code": None, "message": None, "message_zh": None}
        try:
            engine.run(command(one), actor, f"{key}#{number}" if key is not None else None)
        except HuanError as error:
            result |= {"outcome": "refused", "code": error.code, "message": error.message}
            result["message_zh"] = error.message.zh
        results.append(result)
    return results
