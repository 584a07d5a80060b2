"""Others act before a task completes: delegate, co-sign, joint review, their answers; urge and escalate."""

from __future__ import annotations

from typing import Any

from api.context import run
from api.endpoint import Values, blueprint, endpoint
from api.etags import expected_revision, precondition
from api.schemas.asking import (
    AnswerBody,
    Answered,
    AskedAnswer,
    CoSignBody,
    DelegateBody,
    EscalateBody,
    Escalated,
    PassBody,
    ReviewBody,
    TakenBack,
    UrgeBody,
    Urged,
)
from engine.commands import Answer
from engine.commands.asking.answer import AnswerQuestion
from engine.commands.asking.co_sign import AddCoSigners
from engine.commands.asking.delegate import DelegateTask
from engine.commands.asking.review import OpenReview
from engine.commands.asking.take_back import TakeQuestionBack
from engine.commands.attention import EscalateTask, UrgeTask
from engine.inbox import Asked
from engine.org import Action

group = blueprint("task asking", "Others act before a task completes, or look at it.")
WORK = Action.WORK_TASK


def _asked(body: Values) -> tuple[Asked, ...]:
    given: list[dict[str, Any]] = body["asked"]
    return tuple(Asked(one["department"], one["person"]) for one in given)


@endpoint(
    group,
    "POST",
    "/tasks/<id:task_id>/delegate",
    "delegateTask",
    WORK,
    body=DelegateBody,
    answer=AskedAnswer,
    command=True,
    revised=True,
)
def delegate(body: Values, task_id: str) -> Answer:
    """Let somebody act for you 委派: you stay responsible, and see the task again with their answer."""
    revision = expected_revision(body["revision"])
    with precondition():
        return run(DelegateTask(task_id, body["person"], body["question"], revision))


@endpoint(
    group,
    "POST",
    "/tasks/<id:task_id>/co-signers",
    "addCoSigners",
    WORK,
    body=CoSignBody,
    answer=AskedAnswer,
    command=True,
    revised=True,
)
def co_sign(body: Values, task_id: str) -> Answer:
    """Add co-signers 加签: they act before the task completes, or before its completion counts 后加签."""
    revision = expected_revision(body["revision"])
    with precondition():
        return run(AddCoSigners(task_id, _asked(body), body["timing"], body["question"], revision))


@endpoint(
    group,
    "POST",
    "/tasks/<id:task_id>/reviews",
    "openReview",
    WORK,
    body=ReviewBody,
    answer=AskedAnswer,
    command=True,
    revised=True,
)
def open_review(body: Values, task_id: str) -> Answer:
    """Open a joint review 会签: all, n of m, or one veto; its outcome goes into the task."""
    revision = expected_revision(body["revision"])
    command = OpenReview(task_id, _asked(body), body["rule"], body["needed"], body["question"], revision)
    with precondition():
        return run(command)


@endpoint(
    group,
    "POST",
    "/tasks/<id:task_id>/questions/<id:line_id>/answer",
    "answerQuestion",
    Action.SEE_ORDER,
    body=AnswerBody,
    answer=Answered,
    command=True,
)
def answer(body: Values, task_id: str, line_id: str) -> Answer:
    """Say what you were asked: agree or refuse with an opinion; as a delegate, that it is done."""
    return run(AnswerQuestion(task_id, line_id, body["agrees"], body["opinion"]))


@endpoint(
    group,
    "POST",
    "/tasks/<id:task_id>/questions/<id:line_id>/take-back",
    "takeQuestionBack",
    Action.SEE_ORDER,
    body=PassBody,
    answer=TakenBack,
    command=True,
    revised=True,
)
def take_back(body: Values, task_id: str, line_id: str) -> Answer:
    """Take back a delegation, a co-signature or a joint review, with a reason."""
    revision = expected_revision(body["revision"])
    with precondition():
        return run(TakeQuestionBack(task_id, line_id, body["reason"], revision))


@endpoint(
    group,
    "POST",
    "/tasks/<id:task_id>/urge",
    "urgeTask",
    Action.URGE_TASK,
    body=UrgeBody,
    answer=Urged,
    command=True,
)
def urge(body: Values, task_id: str) -> Answer:
    """Urge 催办 whoever has the task: counted, recorded, as often as the rules allow."""
    return run(UrgeTask(task_id, body["note"]))


@endpoint(
    group,
    "POST",
    "/tasks/<id:task_id>/escalate",
    "escalateTask",
    Action.URGE_TASK,
    body=EscalateBody,
    answer=Escalated,
    command=True,
)
def escalate(body: Values, task_id: str) -> Answer:
    """Raise the superior tier's attention 升级; the holder stays."""
    return run(EscalateTask(task_id, body["reason"]))
