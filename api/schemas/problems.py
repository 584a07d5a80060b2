"""Problem details (RFC 9457) as clients see them."""

from __future__ import annotations

from typing import Any

from marshmallow import INCLUDE, Schema, missing

from api.problems import TITLES
from api.schemas.common import key, number, parts, text, texts, when, whole

#: A member that is only there where it says something.
ABSENT: dict[str, Any] = {"given": False, "load_default": missing}


class Finding(Schema):
    """One thing that is wrong. Which members there are depends on what was checked: a body or a diagram."""

    field = text("The field's name with dots inside; null: the body as a whole.", null=True, **ABSENT)
    problem = text("What is wrong, English.")
    problem_zh = text("What is wrong, Chinese; only where there is a Chinese sentence.", **ABSENT)
    remedy = text("What to do about it, English.", **ABSENT)
    remedy_zh = text("What to do about it, Chinese; only where there is a Chinese sentence.", **ABSENT)
    file = text("The file of a package.", **ABSENT)
    element = text("The id of the diagram's element; null: the file as a whole.", null=True, **ABSENT)
    name = text("The name of that element.", **ABSENT)
    line = whole("The line in the file; null: not known.", null=True, **ABSENT)
    severity = text("error, or warning for what is accepted all the same.", **ABSENT)
    rule = text("The rule that found it, as docs/checks.md names it.", **ABSENT)
    path = texts("Ids of the elements and flows that lead to what is wrong, in order.", **ABSENT)

    class Meta:
        unknown = INCLUDE


class OrderAlike(Schema):
    """An open order that a new one would repeat."""

    id = key("The order.")
    number = text("Its number.")
    title = text("Its title.")
    stage = text("Its stage; null: none yet.", null=True)
    opened_at = when("When it was opened, business time, UTC.")
    urges = whole("How often it was urged.")


class Problem(Schema):
    """Why a request was not answered as asked. Members beyond these depend on the kind of problem."""

    type = text("Stable address of the kind: urn:huan:problem: and the code.")
    title = text("The kind in a few words, English.")
    title_zh = text("The kind in a few words, Chinese.")
    status = whole("The HTTP status.")
    code = text("The kind for programs.", metadata={"examples": sorted(TITLES)})
    detail = text("What is wrong and what to do, English.")
    detail_zh = text("What is wrong and what to do, Chinese.")
    findings = parts(Finding, "Every finding; only where input was checked.", **ABSENT)
    person = text("Who was first, or holds it.", **ABSENT)
    at = text("When that was: ISO 8601, UTC business time.", **ABSENT)
    expected = whole("The revision that you read.", **ABSENT)
    actual = whole("The revision as it is now.", **ABSENT)
    orders = parts(OrderAlike, "Open orders that a new one would repeat.", **ABSENT)
    retry_after = number("Seconds after which trying again can help.", **ABSENT)
    order = text("The order that it is about.", **ABSENT)
    number = text("That order's number.", **ABSENT)
    scope = text("The scope that a token would need.", **ABSENT)
    error_id = text("The number under which an unforeseen error is logged.", **ABSENT)

    class Meta:
        unknown = INCLUDE
