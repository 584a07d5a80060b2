"""Where a token goes: from which element of the old version to which of the new one."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import Any


@dataclass(frozen=True)
class TokenMove:
    """What happens to one token. `outcome` is one of

    `stays`     it stands at the element with the same id
    `moves`     it stands at the counterpart, whose id is another
    `rearmed`   the event waits for something else now: it begins to wait anew
    `disarmed`  the event has no counterpart there: it waits no more
    `armed`     an event that was added begins to wait; `token` is the one that it belongs to

    `source` and `target` are element ids, None where there is none.
    """

    token: int
    outcome: str
    source: str | None
    target: str | None
    name: str

    def document(self) -> dict[str, Any]:
        """Return it as a JSON-able object."""
        return asdict(self)
