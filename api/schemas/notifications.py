"""Notices and who has read them."""

from __future__ import annotations

from marshmallow import Schema

from api.schemas.common import Paged, PageQuery, flag, key, parts, text, when, whole
from engine.notices import KINDS


class NoticeQuery(PageQuery):
    """Which notices."""

    state = text(
        "unread, which is what it means when left out; read; or all.",
        given=False,
        one_of=("unread", "read", "all"),
        load_default="unread",
    )
    kind = text("Only those of this kind.", given=False, one_of=tuple(KINDS))
    order = key("Only those about this order.", given=False)


class Notice(Schema):
    """Something that a person, the system or a process told a department or a person."""

    id = key("The notice.")
    kind = text("Its kind.", one_of=tuple(KINDS))
    kind_name = text("The name of the kind, in English.")
    kind_name_zh = text("The name of the kind, in Chinese.", attribute="kind_name.zh")
    urgent = flag("It passes quiet hours and cannot be muted.")
    says = text(
        "What it says, in English, or in the language in which it was written.",
        attribute="text",
        data_key="text",
    )
    says_zh = text(
        "What it says, in Chinese, or in the language in which it was written.",
        attribute="text_zh",
        data_key="text_zh",
    )
    created_at = when("When it was written, business time, UTC.")
    department_name = text("The department it is for; null: me alone.", null=True)
    order = key("The order it is about; null: none.", null=True)
    order_number = text("That order's number; null: there is none.", null=True)
    read = flag("I have read it, or muted its kind.")


class NoticePage(Paged):
    """A page of notices."""

    items = parts(Notice, "The notices, newest first.")
    unread = whole("How many notices of any kind are unread; counting stops at 1000.")


class Read(Schema):
    """A notice that has been read."""

    read = flag("It is read now.")


class AllRead(Schema):
    """Everything that was there has been read."""

    read = whole("How many notices were unread before.")
