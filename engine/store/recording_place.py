"""Where a recording lies, and who may do something with it: asked by commands and queries alike.

It is the call's: where its queue's department is, and theirs who spoke, also whom it was handed to. A
restricted order of the call shuts it to everybody whom the order does not name, and to those whom it
concerns; being named does not open a recording that lies elsewhere.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from engine.errors import LookReasonNeeded
from engine.org import Action, Actor, Directory, Restriction, Target, may, place_of_call
from engine.store.call_parts import who_spoke
from engine.store.calls import call_by_id
from engine.store.database import Transaction
from engine.store.recordings import LinkedOrder, RecordingRow, orders_of_call
from engine.store.restrictions import look_reason, restriction_of

#: Whoever may hear the recordings of a place may hear them, whoever spoke; others hear their own calls.
HEARING = (Action.HEAR_RECORDING, Action.HEAR_RECORDINGS)


@dataclass(frozen=True)
class RecordingPlace:
    """What the policy is asked about. `restrictions` are those of the restricted orders of the call."""

    target: Target
    orders: Sequence[LinkedOrder]
    restrictions: Sequence[Restriction]

    def allows(self, actor: Actor, directory: Directory, *actions: Action) -> bool:
        """Return whether the actor may do one of these, as far as the call and each restricted order go."""
        targets = [self.target, *(self.target._replace(restriction=one) for one in self.restrictions)]
        return any(all(may(actor, action, target, directory) for target in targets) for action in actions)

    def look(self, tx: Transaction, actor: Actor) -> str | None:
        """Return why the actor looks at the restricted orders; None: there are none.

        Raises:
            LookReasonNeeded: they have not said why, of the order that it names.
        """
        reasons = []
        for order in self.orders:
            if order.restricted:
                reason = look_reason(tx, order.id, actor.id)
                if reason is None:
                    raise LookReasonNeeded(order.id, order.number)
                reasons.append(reason)
        return "\n".join(dict.fromkeys(reasons)) or None


def place_of_recording(tx: Transaction, row: RecordingRow, directory: Directory) -> RecordingPlace:
    """Return where a recording lies."""
    call = call_by_id(tx, row.call_id)
    assert call is not None, "it has a foreign key"
    orders = orders_of_call(tx, row.call_id)
    return RecordingPlace(
        place_of_call(call.department_id, call.agent_person_id, directory, who_spoke(tx, row.call_id)),
        orders,
        [restriction_of(tx, order.id) for order in orders if order.restricted],
    )
