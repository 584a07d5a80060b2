"""The answer to `show channels as json`: which channels FreeSWITCH has."""

from __future__ import annotations

import json

from engine.errors import InvalidInput
from engine.words import Words

SHOW_CHANNELS = "show channels as json"


class ChannelListUnreadable(InvalidInput):
    """The answer to `show channels as json` is not such an answer; nothing may be concluded from it."""

    code = "channel-list-unreadable"


#: Columns of a channel that are kept: how it began, which a transfer changes elsewhere.
KEPT = ("direction", "initial_cid_num", "initial_cid_name", "initial_dest")


def listed_channels(answer: str) -> frozenset[str]:
    """Return the uuids of the channels in FreeSWITCH's `answer`; see `channel_rows`."""
    return frozenset(channel_rows(answer))


def channel_rows(answer: str) -> dict[str, dict[str, str]]:
    """Return the channels in FreeSWITCH's `answer` by their uuids, none for `{"row_count": 0}`.

    Of each the columns `KEPT`. Raises ChannelListUnreadable, so that an error message (`-ERR …`) never closes
    every call.
    """
    try:
        table = json.loads(answer)
        count, rows = table["row_count"], table.get("rows", [])
        channels = {row["uuid"]: {name: row.get(name) for name in KEPT} for row in rows}
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError) as error:
        raise ChannelListUnreadable(
            Words(
                f"the answer to '{SHOW_CHANNELS}' begins with {answer[:60]!r}; expected row_count and rows "
                "with "
                "uuid: run it again, and do not reconcile with this answer",
                f"对 '{SHOW_CHANNELS}' 的应答以 {answer[:60]!r} 开头；应为 row_count 和带 uuid 的 rows："
                "请再运行一次，不要用这个应答核对",
            )
        ) from error
    if count != len(rows) or not all(isinstance(channel, str) for channel in channels):
        raise ChannelListUnreadable(
            Words(
                f"the answer to '{SHOW_CHANNELS}' announces {count!r} rows and holds {len(rows)}: run it "
                "again",
                f"对 '{SHOW_CHANNELS}' 的应答声称有 {count!r} 行，实有 {len(rows)} 行：请再运行一次",
            )
        )
    return {
        uuid: {name: text for name, text in row.items() if isinstance(text, str)}
        for uuid, row in channels.items()
    }
