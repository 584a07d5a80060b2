"""Write 公开答复 what the customer may read about their order, who asks by its number and their telephone."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from engine.commands.case import Case
from engine.commands.command import Answer
from engine.commands.work import Work
from engine.errors import InvalidInput, RevisionConflict, field_finding
from engine.org import Action
from engine.store.public_answers import PublicAnswerRow, public_answer_of, put_public_answer
from engine.words import Words

MOST_CHARACTERS = 500


@dataclass(frozen=True)
class WritePublicAnswer:
    """Put `text` in place of what the customer reads; empty withdraws it.

    `revision` is that of the answer that was read; 0: there was none yet.
    """

    name: ClassVar[str] = "write-public-answer"

    order_id: str
    text: str
    revision: int

    def perform(self, work: Work) -> Answer:
        """Write it; what it says already is a success.

        Raises:
            NotFound, NotAllowed: the actor may not see the order, or not answer to the public.
            InvalidInput: it is too long, or there is nothing to withdraw.
            RevisionConflict: it was changed meanwhile.
        """
        case = Case.of_order(work, self.order_id)
        case.require_of_order(Action.ANSWER_PUBLIC)
        text = self.text.strip()
        before = public_answer_of(work.tx, self.order_id)
        was = before.revision if before is not None else 0
        said = before.text if before is not None else ""
        if text == said and text:
            return {"order": self.order_id, "revision": was}
        if self.revision != was:
            raise RevisionConflict(Words("the public answer", "公开答复"), self.revision, was)
        if len(text) > MOST_CHARACTERS or text == said:
            raise InvalidInput(
                Words("this is no public answer", "公开答复不可用"),
                findings=[
                    field_finding(
                        "text",
                        Words("is empty or too long", "为空或太长"),
                        Words(f"1 to {MOST_CHARACTERS} characters", f"1 到 {MOST_CHARACTERS} 个字符"),
                    )
                ],
            )
        row = PublicAnswerRow(self.order_id, text, work.actor.id, case.now, was + 1)
        put_public_answer(work.tx, row)
        case.record("order.public-answer", values={"public_answer": (said or None, text or None)})
        case.save()
        return {"order": self.order_id, "revision": row.revision}
