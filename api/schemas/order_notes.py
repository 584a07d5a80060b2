"""What people add to an order: comments, attachments, supporting units."""

from __future__ import annotations

from marshmallow import Schema, validate

from api.schemas.common import Paged, PageQuery, Query, flag, key, keys, parts, text, when, whole
from engine.commands.notes.comments import MOST_CHARACTERS, MOST_MENTIONS


class Mention(Schema):
    """A person or department that can be mentioned, or was."""

    kind = text("person or department.", one_of=("person", "department"))
    id = key("Its id.")
    name = text("Its name; null: it is gone.", null=True)


class Comment(Schema):
    """A comment on an order. Its text is plain text: whatever it looks like, it is shown as it is."""

    id = key("The comment.")
    author = key("Who wrote it.")
    author_name = text("That person's name; null: they are gone.", null=True)
    text_ = text("What it says.", attribute="text", data_key="text")
    original = text("As it was first written; null: it was not edited.", null=True)
    mentions = parts(Mention, "Whom it mentions.")
    written_at = when("When it was written, business time, UTC.")
    edited_at = when("When it was edited last; null: never.", null=True)
    revision = whole("Counts its versions.")
    is_own = flag("You wrote it, and may edit it.")


class CommentsPage(Paged):
    """A page of comments, oldest first."""

    items = parts(Comment, "The comments.")


class NotesQuery(PageQuery):
    """Which part."""


class CommentBody(Schema):
    """A new comment."""

    words = text("What it says.", least=1, most=MOST_CHARACTERS, data_key="text")
    people = keys(
        "People whom it mentions.",
        given=False,
        load_default=list,
        validate=validate.Length(max=MOST_MENTIONS),
    )
    departments = keys(
        "Departments that it mentions.",
        given=False,
        load_default=list,
        validate=validate.Length(max=MOST_MENTIONS),
    )


class EditCommentBody(CommentBody):
    """A comment as it is to be."""

    revision = whole("The version that you have read.", least=1, most=2**31 - 1)


class CommentWritten(Schema):
    """A comment that was written or edited."""

    order = key("The order.")
    comment = key("The comment.")
    revision = whole("Its version.")


class MentionableQuery(Query):
    """What was typed."""

    words = text("Contained in the name or account.", given=False, most=40, load_default="")


class Mentionable(Schema):
    """Whom a comment can mention."""

    items = parts(Mention, "Departments, then people, by name; 20 at most.")


class Attachment(Schema):
    """A file of an order. Times are business time, UTC."""

    id = key("The attachment.")
    name = text("Its name.")
    media_type = text("What it is, by its content.")
    size = whole("Its size, bytes.")
    scan = text(
        "clean: a virus scanner has looked; unscanned: the site has none.", one_of=("clean", "unscanned")
    )
    uploaded_by_name = text("Who brought it; null: the system.", null=True)
    uploaded_at = when("When.")
    removed_by_name = text("Who took it away; null: it is there.", null=True)
    removed_at = when("When it was taken away; null: it is there.", null=True)
    may_remove = flag("You may take it away.")


class AttachmentsPage(Paged):
    """A page of attachments, oldest first, those taken away among them."""

    items = parts(Attachment, "The attachments.")


class UploadQuery(Query):
    """What the file is called."""

    name = text("Its name, with its end: photo.jpg.", least=3, most=200)


class Attached(Schema):
    """A file that was attached."""

    order = key("The order.")
    attachment = key("The attachment.")
    media_type = text("What it is, by its content.")
    scan = text("Whether a virus scanner has looked.", one_of=("clean", "unscanned"))


class RemoveAttachmentBody(Schema):
    """Take an attachment away."""

    reason = text("Why; it stays in the history.", least=1, most=1000)


class AttachmentRemoved(Schema):
    """An attachment that was taken away."""

    order = key("The order.")
    attachment = key("The attachment.")


class SupportBody(Schema):
    """A unit that is to support the order."""

    department_id = key("The department.")
    task = text("What it is to contribute; may be empty.", given=False, most=500, load_default="")


class EndSupportBody(Schema):
    """A unit that need not support the order any more."""

    department_id = key("The department.")


class Supported(Schema):
    """An order and a unit that supports it, or did."""

    order = key("The order.")
    department = key("The department.")
