"""A dialogue begins: its row, and what it knows of its caller."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any, ClassVar

from engine.commands.announcements.hearing import heard_first
from engine.commands.attempts.following import hear_dialogue
from engine.commands.command import Answer
from engine.commands.work import Work
from engine.errors import Conflict
from engine.ids import new_id
from engine.store.customers import PremiseRow, premises_of_phone, territory_tier
from engine.store.dialogues import DialogueRow, dialogues_of_call, insert_dialogue
from engine.store.outages import outages_at
from engine.words import Words

#: Premises of one telephone number that are looked at for outages.
MOST_PREMISES = 5


@dataclass(frozen=True)
class BeginDialogue:
    """Begin a dialogue of `package` with the caller of the exchange's call `exchange_id`."""

    name: ClassVar[str] = "begin-dialogue"

    exchange_id: str
    package: str
    node: str | None = None
    caller_number: str | None = field(default=None, repr=False)
    #: The channel: of a call that we made it is named after its command.
    channel: str = ""
    #: The line's queue, which says where it belongs.
    queue: str | None = None

    def perform(self, work: Work) -> Answer:
        """Return `run`, `definition`, and `outage`: what the caller's place suffers, None: nothing known.

        `number` is whom the dialogue speaks with, `variables` what it begins with: of a customer whom we
        called what the attempt says. `announced` is what the caller hears before the first
        dialogue of the call.

        Raises:
            NotFound: nobody has deployed the package.
            Deactivated: somebody has taken it out of service.
            Conflict: it is no dialogue.
        """
        now, directory = work.services.time_and_place(work.tx)
        definition = work.services.active(work.tx, self.package)
        if definition.package.kind != "dialogue":
            raise Conflict(
                Words(
                    f"package {self.package!r} is no dialogue: its sheet has no `kind: dialogue`",
                    f"流程包 {self.package!r} 不是语音导航：package.yaml 中没有 `kind: dialogue`",
                )
            )
        first = not dialogues_of_call(work.tx, self.exchange_id[:120])
        run = new_id()
        insert_dialogue(
            work.tx,
            DialogueRow(
                run,
                self.exchange_id[:120],
                self.package,
                definition.row.id,
                self.node,
                now,
                None,
                None,
                [],
                {},
            ),
        )
        attempt = hear_dialogue(work, self.channel, run, now)
        number = attempt.number if attempt is not None else self.caller_number
        premises = premises_of_phone(work.tx, number)[:MOST_PREMISES] if number else []
        announced: list[str] = []
        if first and attempt is None:  # once a call, and not to whom we have called
            served = {territory_tier(work.tx, one.territory_id) for one in premises}
            announced = heard_first(work.tx, directory, self.queue, filter(None, served))
        return {
            "run": run,
            "definition": definition.row.id,
            "number": number,
            "variables": attempt.variables if attempt is not None else {},
            "outage": _outage(work, premises),
            "announced": announced,
        }


def _outage(work: Work, premises: list[PremiseRow]) -> dict[str, Any] | None:
    """Return the first outage that goes on at one of these places, as it can be told."""
    for premise in premises:
        for outage in outages_at(work.tx, premise.id):
            if outage.status == "active":
                expected = outage.expected_at
                return {
                    "kind": outage.kind,
                    "expected_at": expected.isoformat() if expected is not None else None,
                }
    return None
