"""How fields are declared: every one says what it means, in which unit, and what null stands for.

Fields of answers are always there; `null=True` says that one may be null, and its text says when. Fields of
bodies are optional where `given=False`.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from typing import Any

from marshmallow import Schema, ValidationError, fields, validate

from engine.ids import is_id
from engine.orders import Category, Status
from engine.queries import MOST_ITEMS
from engine.words import Words

_FIRST = datetime(1970, 1, 1, tzinfo=UTC)
_LAST = datetime(2200, 1, 1, tzinfo=UTC)
CATEGORIES = tuple(Category)
STATUSES = tuple(Status)
TASK_STATUSES = ("open", "stuck", "completed", "cancelled")
LINE_ROLES = ("candidate", "holder", "watcher", "co-signer", "delegate", "reviewer")
TIER_KINDS = ("province", "city", "county", "station", "crew")
CLOCK_STATES = ("waiting", "running", "paused", "stopped", "undetermined")


class Id(fields.String):
    """A time-ordered id, UUID version 7 (RFC 9562), in lower case."""

    def _deserialize(self, value: Any, attr: str | None, data: Any, **options: Any) -> str:
        text: str = super()._deserialize(value, attr, data, **options)
        if not is_id(text.lower()):
            raise ValidationError(Words("Not a valid id: a UUID is expected.", "不是标识：应为 UUID"))
        return text.lower()


class When(fields.AwareDateTime):
    """A time with zone; what no calendar of ours holds is refused."""

    def _deserialize(self, value: Any, attr: str | None, data: Any, **options: Any) -> datetime:
        moment: datetime = super()._deserialize(value, attr, data, **options)
        try:
            fits = _FIRST <= moment < _LAST
        except OverflowError:
            fits = False
        if not fits:
            raise ValidationError(
                Words("Not a time between the years 1970 and 2199.", "不是 1970 年到 2199 年之间的时间")
            )
        return moment


def nothing() -> None:
    """Return what a field that was left out stands for, as a callable: it stays out of the document."""
    return


def _options(about: str, null: bool, given: bool, more: Mapping[str, Any]) -> dict[str, Any]:
    options = dict(more)
    metadata = {"description": about, **options.pop("metadata", {})}
    if not given and "load_default" not in options:
        options["load_default"], null = nothing, True
    return {"required": given, "allow_none": null, "metadata": metadata, **options}


def text(
    about: str,
    *,
    null: bool = False,
    given: bool = True,
    least: int | None = None,
    most: int | None = None,
    one_of: Sequence[str] | None = None,
    **more: Any,
) -> fields.String:
    """Declare a text of `least` to `most` characters, or one of a list."""
    checks: list[Any] = []
    if least is not None or most is not None:
        checks.append(validate.Length(min=least, max=most))
    if one_of is not None:
        checks.append(validate.OneOf(list(one_of)))
    if checks:
        more["validate"] = checks
    return fields.String(**_options(about, null, given, more))


def key(about: str, *, null: bool = False, given: bool = True, **more: Any) -> Id:
    """Declare an id."""
    return Id(**_options(about, null, given, {"metadata": {"format": "uuid"}, **more}))


def when(about: str, *, null: bool = False, given: bool = True, **more: Any) -> When:
    """Declare a time: ISO 8601 with zone, in answers always UTC."""
    return When(**_options(about, null, given, {"format": "iso", **more}))


def whole(
    about: str,
    *,
    null: bool = False,
    given: bool = True,
    least: int | None = None,
    most: int | None = None,
    **more: Any,
) -> fields.Integer:
    """Declare a whole number."""
    if least is not None or most is not None:
        more["validate"] = validate.Range(min=least, max=most)
    return fields.Integer(strict=True, **_options(about, null, given, more))


def number(about: str, *, null: bool = False, given: bool = True, **more: Any) -> fields.Float:
    """Declare a number."""
    return fields.Float(**_options(about, null, given, more))


def flag(about: str, *, null: bool = False, given: bool = True, **more: Any) -> fields.Boolean:
    """Declare a truth value."""
    return fields.Boolean(**_options(about, null, given, more))


def texts(about: str, *, given: bool = True, **more: Any) -> fields.List[Any]:
    """Declare a list of texts."""
    return fields.List(fields.String(), **_options(about, False, given, more))


def keys(about: str, *, given: bool = True, **more: Any) -> fields.List[Any]:
    """Declare a list of ids."""
    return fields.List(Id(), **_options(about, False, given, more))


def part(schema: type[Schema], about: str, *, null: bool = False, **more: Any) -> fields.Nested:
    """Declare a part with a schema of its own."""
    return fields.Nested(schema, **_options(about, null, True, more))


def parts(schema: type[Schema], about: str, *, given: bool = True, **more: Any) -> fields.List[Any]:
    """Declare a list of parts with a schema of their own."""
    return fields.List(fields.Nested(schema), **_options(about, False, given, more))


def document(about: str, *, null: bool = False, given: bool = True, **more: Any) -> fields.Dict:
    """Declare an object whose members depend on the package: a form's values, a JSON Schema."""
    if not given:
        more.setdefault("load_default", dict)
    return fields.Dict(keys=fields.String(), **_options(about, null, given, more))


def anything(about: str, **more: Any) -> fields.Raw:
    """Declare any JSON value."""
    return fields.Raw(**_options(about, True, True, more))


class Query(Schema):
    """A query string: a parameter is there or left out, null cannot be said, and numbers are texts."""

    def on_bind_field(self, field_name: str, field_obj: fields.Field[Any]) -> None:
        """Refuse null for every parameter, and read numbers from their texts."""
        field_obj.allow_none = False
        if isinstance(field_obj, fields.Integer):
            field_obj.strict = False


class PageQuery(Query):
    """How every list is paged."""

    limit = whole(
        f"How many lines at most; 25 when left out, {MOST_ITEMS} are the most.",
        given=False,
        least=1,
        most=MOST_ITEMS,
        load_default=25,
    )
    cursor = text("The `next` of the page before; left out for the first page.", given=False, most=400)


class Paged(Schema):
    """What every page of a list has beside its items."""

    next = text("Cursor of the next page; null on the last.", null=True)
    count = whole("How many lines there are in all; counting stops at 1000.")
    count_is_capped = flag("There are more than `count` says.")
