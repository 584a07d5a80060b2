"""Wording for emergencies: what agents read to callers."""

from __future__ import annotations

from typing import Any

from api.access import Access
from api.context import reading, run
from api.endpoint import Values, blueprint, endpoint
from api.etags import expected_revision, precondition
from api.pages import paged
from api.schemas import wording as schemas
from engine.commands import Answer
from engine.commands.wording.case import WordingText
from engine.commands.wording.change import ChangeWording
from engine.commands.wording.withdraw import WithdrawWording
from engine.commands.wording.write import WriteWording
from engine.org import Action
from engine.queries import Reading
from engine.queries.wording import WordingWish, wording_page
from engine.store.wording import WordingRow

group = blueprint("wording", "What agents read to callers in an emergency.")


@endpoint(
    group,
    "GET",
    "/wording",
    "listWording",
    Access.SIGNED_IN,
    query=schemas.WordingQuery,
    answer=schemas.WordingPage,
)
def list_wording(query: Values) -> Values:
    """The texts, what was changed last first."""
    wish = WordingWish(
        query["category"], query["words"], query["holding"], query["sort"], query["cursor"], query["limit"]
    )
    with reading() as look:
        page = paged(wording_page(look, wish))
        return {**page, "items": [_shown(look, row) for row in page["items"]]}


@endpoint(
    group,
    "POST",
    "/wording",
    "writeWording",
    Action.EDIT_WORDING,
    body=schemas.WriteWordingBody,
    answer=schemas.WordingKept,
    status=201,
    command=True,
)
def write_wording(body: Values) -> Answer:
    """Write a text; every agent reads it from the moment it holds."""
    return run(WriteWording(WordingText(**body)))


@endpoint(
    group,
    "PUT",
    "/wording/<id:wording_id>",
    "changeWording",
    Action.EDIT_WORDING,
    body=schemas.ChangeWordingBody,
    answer=schemas.WordingKept,
    command=True,
    revised=True,
    problems=(428,),
)
def change_wording(body: Values, wording_id: str) -> Answer:
    """Replace a text; what it said before stays on record."""
    revision = expected_revision(body.pop("revision"), required=True)
    with precondition():
        return run(ChangeWording(wording_id, revision, WordingText(**body)))


@endpoint(
    group,
    "POST",
    "/wording/<id:wording_id>/withdraw",
    "withdrawWording",
    Action.EDIT_WORDING,
    body=schemas.WithdrawWordingBody,
    answer=schemas.WordingKept,
    command=True,
)
def withdraw_wording(body: Values, wording_id: str) -> Answer:
    """Nobody is to read it any more; it stays on record."""
    return run(WithdrawWording(wording_id, body["reason"]))


def _shown(look: Reading, row: WordingRow) -> dict[str, Any]:
    over = row.withdrawn_at is not None or (row.until is not None and row.until <= look.now)
    return {
        **row._asdict(),
        "changed_by_name": look.name_of(row.changed_by),
        "holds": not over and row.from_at <= look.now,
    }
