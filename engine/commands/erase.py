"""Erase personal values from the history: recorded in the chain, provable ever after."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, ClassVar

import orjson

from engine.commands.case import Case
from engine.commands.command import Answer
from engine.commands.opening import PERSONAL
from engine.commands.work import Work
from engine.errors import InvalidInput
from engine.feel import decode_value
from engine.history import SealedEvent
from engine.orders import texts_of
from engine.org import Action
from engine.store.customers import premise_by_id
from engine.store.history import chain_events, erase_content
from engine.store.instance_migrations import forget_undo
from engine.store.operation_texts import redact_notices, redact_operations
from engine.store.order_notes import comment_texts, redact
from engine.store.order_texts import delete_texts, insert_text
from engine.store.public_answers import redact_public_answer
from engine.words import Words

#: What stands in the order where a value was erased.
ERASED_TEXT = "（已删除）"


@dataclass(frozen=True)
class EraseValues:
    """Erase named values of one order: from its history, the order itself, what people wrote about its tasks,
    and notices that quote them.

    `names` are value names as the history shows them (`caller_name`, `caller_number`, a form's field …).
    """

    name: ClassVar[str] = "erase-values"

    order_id: str
    names: Sequence[str] = field(default_factory=list)
    reason: str = ""

    def perform(self, work: Work) -> Answer:
        """Record the erasure, then take the values away; their digests stay.

        Raises:
            InvalidInput: no reason, no names, or nothing of that name is there.
        """
        if not self.reason.strip() or not self.names:
            raise InvalidInput(
                Words("an erasure needs the names of values and a reason", "擦除需要值的名称和原因")
            )
        case = Case.of_order(work, self.order_id)
        case.require(Action.ERASE_VALUES)
        order = case.order
        assert order is not None
        chosen = {event.seq: found for event in chain_events(work.tx, order.id) if (found := self._of(event))}
        if not chosen:
            raise InvalidInput(
                Words(
                    f"the history of order {order.number} has no value {', '.join(self.names)}",
                    f"工单 {order.number} 的历史中没有值 {'、'.join(self.names)}",
                )
            )
        erased = [[seq, name] for seq, (_, names) in chosen.items() for name in names]
        case.record("values.erased", body={"erased": erased}, values={"reason": (None, self.reason.strip())})
        for seq, (content, names) in chosen.items():
            left = {name: None if name in names else kept for name, kept in content.items()}
            erase_content(work.tx, order.id, seq, orjson.dumps(left).decode())
        changes: dict[str, Any] = {
            name: (ERASED_TEXT if name == "title" else "" if name == "description" else None)
            for name in PERSONAL
            if name in self.names
        }
        fields = {name: None if name in self.names else value for name, value in order.fields.items()}
        case.change_order(order.but(**changes, fields=fields))
        assert case.order is not None
        delete_texts(work.tx, order.id)
        premise = premise_by_id(work.tx, order.premise_id) if order.premise_id is not None else None
        known = premise.texts() if premise is not None else ()
        redact(work.tx, order.id, self.names, ERASED_TEXT)
        if "public_answer" in self.names:
            redact_public_answer(work.tx, order.id)
        redact_operations(work.tx, order.id, self.names, ERASED_TEXT)
        gone = {
            decode_value(one)
            for content, names in chosen.values()
            for name in names
            for one in content[name][1:]
            if isinstance(one, str)
        }
        redact_notices(work.tx, order.id, gone, ERASED_TEXT)
        said = comment_texts(work.tx, order.id)
        insert_text(work.tx, order.id, [*texts_of(case.order), *known, *said])
        forget_undo(work.tx, order.id)  # states from before migrations may hold the values too
        case.save()
        return {"order": order.id, "erased": erased}

    def _of(self, event: SealedEvent) -> tuple[Mapping[str, Any], list[str]] | None:
        content = orjson.loads(event.content) if event.content else {}
        names = [name for name in content if name in self.names and content[name] is not None]
        return (content, names) if names else None
