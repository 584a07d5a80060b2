"""The call to a customer: inputs `to` (number), `dialogue` (package), `variables`, quiet hours, `purpose`.

`in_turn`: a caller who keeps a place in a queue is called when his turn comes, at the number of the place.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from engine.calling.attempts import AttemptResult
from engine.commands import Engine
from engine.commands.attempts import CallOut
from engine.effects.effect import EffectCall, EffectFailed, EffectWaits, text_of
from engine.errors import InvalidInput
from engine.org import Actor
from engine.words import Words

CALLER = Actor("system:calling")
PURPOSE = "follow-up"


@dataclass(frozen=True)
class CallCustomer:
    """Writes the attempt, which the exchange's owner dials, and takes its end when it is told.

    A worker that dies leaves nothing in doubt: the attempt has its row, and is not written twice. Only where
    nobody knows what became of the call itself, a person is told.
    """

    engine: Engine
    mode: str = "outside"
    attempts: int = 1

    def __call__(self, call: EffectCall) -> Mapping[str, Any]:
        """Return `result`, `answers` (keys by the question's element), `digits`, `attempt`, `call`, `agent`:
        who of us the customer was handed on to.
        """
        variables = call.payload.get("variables")
        command = CallOut(
            call.key,
            call.attempt == 1,
            call.order_id,
            str(call.payload.get("purpose") or PURPOSE),
            str(call.payload.get("to") or ""),
            text_of(call.payload, "dialogue"),
            variables if isinstance(variables, Mapping) else {},
            call.payload.get("quiet_from"),
            call.payload.get("quiet_until"),
            call.payload.get("in_turn") is True,
            call.instance_id,
        )
        try:
            came = dict(self.engine.run(command, CALLER))
        except InvalidInput as error:
            raise EffectFailed(error.message, permanent=True) from error
        if came.pop("waits"):
            raise EffectWaits
        if came["result"] == AttemptResult.UNKNOWN:
            raise EffectFailed(
                Words(
                    "the call was dialled, and nothing tells what became of it", "电话已拨出，但没有任何结果"
                ),
                unknown=True,
            )
        return came
