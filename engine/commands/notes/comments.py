"""Comment on an order, mention colleagues and departments, and edit one's comment."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, ClassVar

from engine.commands.case import Case
from engine.commands.command import Answer
from engine.commands.notifications import tell
from engine.commands.work import Work
from engine.errors import Conflict, InvalidInput, NotFound, RevisionConflict, field_finding
from engine.ids import new_id
from engine.org import Action
from engine.store.order_notes import CommentRow, comment_by_id, edit_comment, insert_comment
from engine.store.order_texts import insert_text
from engine.words import Words

MOST_CHARACTERS = 4000
MOST_MENTIONS = 20
#: How much of a comment a notice quotes.
QUOTED = 80


@dataclass(frozen=True)
class WriteComment:
    """Write a comment; `people` and `departments` are mentioned in it, and told."""

    name: ClassVar[str] = "write-comment"

    order_id: str
    text: str
    people: Sequence[str] = ()
    departments: Sequence[str] = ()

    def perform(self, work: Work) -> Answer:
        """Write it.

        Raises:
            InvalidInput: it is empty or too long, or mentions somebody unknown.
        """
        case = Case.of_order(work, self.order_id)
        case.require_of_order(Action.CHANGE_ORDER)
        text, mentions = _checked(case, self.text, self.people, self.departments)
        row = CommentRow(new_id(), self.order_id, work.actor.id, text, None, mentions, case.now, None, 1)
        insert_comment(work.tx, row)
        insert_text(work.tx, self.order_id, [text])
        body = {"comment": row.id, "mentions": mentions}
        case.record("comment.written", body=body, values={"comment": (None, text)})
        case.save()
        _tell(work, row, self.people, self.departments)
        return {"order": self.order_id, "comment": row.id, "revision": 1}


@dataclass(frozen=True)
class EditComment:
    """Edit one's own comment; the original stays beside it, and every version in the history."""

    name: ClassVar[str] = "edit-comment"

    order_id: str
    comment_id: str
    text: str
    revision: int
    people: Sequence[str] = ()
    departments: Sequence[str] = ()

    def perform(self, work: Work) -> Answer:
        """Edit it; who is mentioned now and was not before is told.

        Raises:
            NotFound: there is no such comment.
            Conflict: it is somebody else's.
            RevisionConflict: it was edited meanwhile.
        """
        case = Case.of_order(work, self.order_id)
        case.require_of_order(Action.CHANGE_ORDER)
        row = comment_by_id(work.tx, self.comment_id)
        if row is None or row.order_id != self.order_id:
            raise NotFound(Words("there is no such comment", "没有这条评论"))
        if row.author_id != work.actor.id:
            raise Conflict(Words("only its author edits a comment", "只有作者可以修改评论"))
        if row.revision != self.revision:
            raise RevisionConflict(Words("the comment", "评论"), self.revision, row.revision)
        text, mentions = _checked(case, self.text, self.people, self.departments)
        if (text, mentions) == (row.text, row.mentions):
            return {"order": self.order_id, "comment": row.id, "revision": row.revision}
        after = row._replace(
            text=text,
            original=row.original if row.original is not None else row.text,
            mentions=mentions,
            edited_at=case.now,
            revision=row.revision + 1,
        )
        edit_comment(work.tx, after)
        insert_text(work.tx, self.order_id, [text])
        body = {"comment": row.id, "mentions": mentions}
        case.record("comment.edited", body=body, values={"comment": (row.text, text)})
        case.save()
        known = {one for mention in row.mentions for one in mention.values()}
        people = [one for one in self.people if one not in known]
        _tell(work, after, people, [one for one in self.departments if one not in known])
        return {"order": self.order_id, "comment": row.id, "revision": after.revision}


def _checked(
    case: Case, typed: str, people: Sequence[str], departments: Sequence[str]
) -> tuple[str, list[dict[str, str]]]:
    text = typed.strip()
    if not text or len(text) > MOST_CHARACTERS:
        raise _wrong("text", f"has 1 to {MOST_CHARACTERS} characters", f"须有 1 到 {MOST_CHARACTERS} 个字符")
    known: dict[str, Any] = {"people": case.directory.people, "departments": case.directory.departments}
    for name, named in (("people", people), ("departments", departments)):
        if len(named) > MOST_MENTIONS or any(one not in known[name] for one in named):
            raise _wrong(name, "mentions somebody unknown, or too many", "提到的人或部门不存在，或太多")
    return text, [
        *({"person": one} for one in dict.fromkeys(people)),
        *({"department": one} for one in dict.fromkeys(departments)),
    ]


def _tell(work: Work, row: CommentRow, people: Sequence[str], departments: Sequence[str]) -> None:
    tell(
        work,
        "mentioned",
        people=people,
        departments=departments,
        order_id=row.order_id,
        values={"text": row.text[:QUOTED]},
    )


def _wrong(name: str, problem: str, problem_zh: str) -> InvalidInput:
    told = Words(problem, problem_zh)
    return InvalidInput(
        Words(f"{name} {problem}", f"{name} {problem_zh}"),
        findings=[field_finding(name, told, Words("correct it", "请改正"))],
    )
