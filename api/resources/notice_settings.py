"""How people want to be told, and the texts in which they are."""

from __future__ import annotations

from typing import Any

from flask import Response

from api.access import Access
from api.context import reading, run
from api.endpoint import Values, blueprint, endpoint
from api.etags import expected_revision, precondition, tag_of, tagged, unchanged
from api.schemas import notice_settings as schemas
from engine.commands import Answer
from engine.commands.notifications.templates import ChangeNoticeText, ResetNoticeText
from engine.commands.notifications.wishes import SayHowToBeTold
from engine.notices import ChoiceWish, Wishes
from engine.org import Action
from engine.queries.notice_texts import notice_texts, preview
from engine.queries.notice_wishes import wishes_page

group = blueprint("notice-settings", "How people want to be told, and the texts in which they are.")
EDIT = Action.EDIT_NOTICE_TEXTS


@endpoint(
    group,
    "GET",
    "/notifications/wishes",
    "getNoticeWishes",
    Access.SIGNED_IN,
    answer=schemas.NoticeWishes,
    tagged=True,
)
def get_wishes() -> Any:
    """How one is told: addresses, quiet hours, and a choice for each kind and channel."""
    with reading() as look:
        page = wishes_page(look)
    tag = tag_of(page.revision, [page.channels, page.zone, page.waiting])
    same: Response | None = unchanged(tag)
    return same if same is not None else (page, tagged(tag))


@endpoint(
    group,
    "PUT",
    "/notifications/wishes",
    "sayHowToBeTold",
    Access.SIGNED_IN,
    body=schemas.NoticeWishesBody,
    answer=schemas.WishesKept,
    command=True,
    revised=True,
    problems=(428,),
)
def say_how_to_be_told(body: Values) -> Answer:
    """Say how one wants to be told; it replaces all that was said before."""
    revision = expected_revision(body.pop("revision"), required=True)
    choices = tuple(ChoiceWish(**one) for one in body.pop("choices"))
    with precondition():
        return run(SayHowToBeTold(Wishes(**body, choices=choices), revision or 0))


@endpoint(
    group,
    "GET",
    "/notifications/texts",
    "listNoticeTexts",
    EDIT,
    query=schemas.NoticeTextsQuery,
    answer=schemas.NoticeTexts,
)
def list_texts(query: Values) -> Values:
    """The texts of all kinds in both languages, with how they read; a fixed set, so it is not paged."""
    with reading() as look:
        return {"items": notice_texts(look, query["words"])}


@endpoint(
    group,
    "PUT",
    "/notifications/texts/<word:kind>",
    "changeNoticeText",
    EDIT,
    body=schemas.NoticeTextBody,
    answer=schemas.TextKept,
    command=True,
    revised=True,
    problems=(428,),
)
def change_text(body: Values, kind: str) -> Answer:
    """Put this site's text of a kind in both languages; notices that are written already stay as they are."""
    revision = expected_revision(body.pop("revision"), required=True)
    with precondition():
        return run(ChangeNoticeText(kind, revision=revision or 0, **body))


@endpoint(
    group,
    "POST",
    "/notifications/texts/<word:kind>/reset",
    "resetNoticeText",
    EDIT,
    body=schemas.ResetBody,
    answer=schemas.TextKept,
    command=True,
    revised=True,
    problems=(428,),
)
def reset_text(body: Values, kind: str) -> Answer:
    """Go back to the text that is shipped."""
    revision = expected_revision(body.pop("revision"), required=True)
    with precondition():
        return run(ResetNoticeText(kind, revision=revision or 0, **body))


@endpoint(
    group,
    "POST",
    "/notifications/texts/<word:kind>/preview",
    "previewNoticeText",
    EDIT,
    body=schemas.PreviewBody,
    answer=schemas.NoticePreview,
)
def preview_text(body: Values, kind: str) -> Any:
    """How a text would read, with examples of its values, and what is wrong with it."""
    with reading() as look:
        return preview(look, kind, body["text_en"], body["text_zh"])
