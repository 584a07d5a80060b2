"""One command for each of many things, each in a transaction of its own, with a result for each."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from hashlib import sha256
from typing import Any

from api.context import caller, idempotency_key, system
from engine.commands import Answer, Command
from engine.errors import HuanError, Unavailable


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


def run_row(command: Command, row: str) -> tuple[Answer | None, dict[str, Any]]:
    """Run the command of one row of a bulk action; return its answer (None: refused), and the result.

    The result has `done`, and where it is refused `code`, `detail`, `detail_zh`, `person` and `at`: who was
    first, and when. Sent again under its Idempotency-Key, each row is answered as it was before.

    Raises:
        Unavailable: the database does not answer; what is done already stays done.
    """
    nothing = {"code": None, "detail": None, "detail_zh": None, "person": None, "at": None}
    key = idempotency_key()
    try:
        answer = system().engine.run(command, caller().actor, key and _key_of(key, row))
    except Unavailable:
        raise
    except HuanError as error:
        told = {"code": error.code, "detail": error.message, "detail_zh": error.message.zh}
        first = {name: error.attributes.get(name) for name in ("person", "at")}
        return None, {"done": False, **nothing, **told, **first}
    return answer, {"done": True, **nothing}


def _key_of(key: str, row: str) -> str:
    """Return the key of one row: the request's and the row's together, of a length that can be kept."""
    return f"bulk-{sha256(f'{key} {row}'.encode()).hexdigest()}"
