"""Checks and writes instants: everything inside engine.limits is aware UTC."""

from __future__ import annotations

from datetime import UTC, datetime

from engine.errors import InvalidInput
from engine.words import Words


def utc(at: datetime, what: str = "a time") -> datetime:
    """Return the aware `at` in UTC; `what` names it in the message.

    Raises InvalidInput for a time without a zone: nobody could say which instant it is.
    """
    if at.tzinfo is UTC:
        return at
    if at.tzinfo is None or at.utcoffset() is None:
        raise InvalidInput(
            Words(
                f"{what} {at.isoformat()} has no time zone; expected an aware time; add its zone",
                f"{what} {at.isoformat()} 没有时区；应为带时区的时间；请加上时区",
            )
        )
    return at.astimezone(UTC)


def instant_text(at: datetime | None) -> str | None:
    """Return `at` as ISO 8601 in UTC (2026-05-01T08:00:00Z); None stays None."""
    if at is None:
        return None
    return (at if at.tzinfo is UTC else at.astimezone(UTC)).isoformat()[:-6] + "Z"


def instant_of(text: object, where: str) -> datetime:
    """Read what `instant_text` wrote. Raises InvalidInput naming `where` for anything else."""
    if isinstance(text, str):
        try:
            return utc(datetime.fromisoformat(text), where)
        except ValueError:
            pass
    raise InvalidInput(
        Words(
            f"{where}: {text!r} is no time; expected ISO 8601 with a zone: 2026-05-01T08:00:00Z",
            f"{where}：{text!r} 不是时间；应为带时区的 ISO 8601：2026-05-01T08:00:00Z",
        )
    )


def optional_instant_of(text: object, where: str) -> datetime | None:
    """As `instant_of`, but None stays None."""
    return None if text is None else instant_of(text, where)
