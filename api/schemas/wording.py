"""Wording for emergencies."""

from __future__ import annotations

from marshmallow import Schema

from api.schemas.common import CATEGORIES, Paged, PageQuery, flag, key, parts, text, when, whole
from engine.queries.wording import SORTS


class Wording(Schema):
    """A text that agents read to callers. Times are business time, UTC."""

    id = key("The text.")
    title = text("What it is for.")
    text_zh = text("What is said, in Chinese.")
    text_en = text("The same in English; null: not translated.", null=True)
    category = text("Orders for which it is; null: every category.", null=True, one_of=CATEGORIES)
    symptom = text("What has happened; null: nothing in particular.", null=True)
    from_at = when("From when it holds.")
    until = when("Until when; null: until it is withdrawn.", null=True)
    withdrawn_at = when("When it was withdrawn; null: it was not.", null=True)
    holds = flag("It holds now.")
    changed_by_name = text("Who changed it last; null: they are gone.", null=True)
    changed_at = when("When.")
    revision = whole("Its revision: send it with a change.")


class WordingQuery(PageQuery):
    """Which texts."""

    category = text("Those for this category, and for every one.", given=False, one_of=CATEGORIES)
    words = text(
        "Contained in the title, the symptom or the text.", given=False, least=1, most=100, data_key="text"
    )
    holding = flag("Only what holds now.", given=False, load_default=True)
    sort = text(
        "What was changed last, or by title.", given=False, one_of=list(SORTS), load_default="-changed"
    )


class WordingPage(Paged):
    """A page of texts."""

    items = parts(Wording, "The texts.")


class WriteWordingBody(Schema):
    """A new text."""

    title = text("What it is for.", least=1, most=100)
    text_zh = text("What is said, in Chinese.", least=1, most=4000)
    text_en = text("The same in English; null: not translated.", given=False, most=4000)
    category = text("Orders for which it is; null: every category.", given=False, one_of=CATEGORIES)
    symptom = text("What has happened; null: nothing in particular.", given=False, most=100)
    from_at = when("From when it holds; null: from now, or as before.", given=False)
    until = when("Until when; null: until it is withdrawn.", given=False)


class ChangeWordingBody(WriteWordingBody):
    """A text that replaces another."""

    revision = whole("The revision that was read; null: If-Match says it.", given=False, least=1)


class WithdrawWordingBody(Schema):
    """Nobody is to read it any more."""

    reason = text("Why; it stays on record.", least=1, most=1000)


class WordingKept(Schema):
    """A text that was kept."""

    id = key("The text.")
    revision = whole("Its revision.")
