"""What people add to an order: comments, attachments, supporting units."""

from __future__ import annotations

from typing import Any

from flask import Response, request
from werkzeug.http import dump_options_header

from api.context import reading, run, system
from api.endpoint import Values, blueprint, endpoint
from api.pages import paged
from api.schemas.order_notes import (
    Attached,
    AttachmentRemoved,
    AttachmentsPage,
    CommentBody,
    CommentsPage,
    CommentWritten,
    EditCommentBody,
    EndSupportBody,
    Mentionable,
    MentionableQuery,
    NotesQuery,
    RemoveAttachmentBody,
    SupportBody,
    Supported,
    UploadQuery,
)
from engine.commands import Answer
from engine.commands.notes.attachments import AttachFile, RemoveAttachment
from engine.commands.notes.comments import EditComment, WriteComment
from engine.commands.notes.support import AddSupport, EndSupport
from engine.files import judged, plain_name
from engine.org import Action
from engine.queries import notes
from engine.queries.visibility import visible_order

group = blueprint("order notes", "What people add to an order.")
MOST_BYTES = 20_000_000
_BINARY = {"application/octet-stream": {"schema": {"type": "string", "format": "binary"}}}


@endpoint(
    group,
    "GET",
    "/orders/<id:order_id>/comments",
    "listComments",
    Action.SEE_ORDER,
    query=NotesQuery,
    answer=CommentsPage,
)
def list_comments(query: Values, order_id: str) -> Values:
    """The comments on an order, oldest first."""
    with reading() as look:
        order = visible_order(look, order_id)
        return paged(notes.comments_page(look, order, query["cursor"], query["limit"]))


@endpoint(
    group,
    "POST",
    "/orders/<id:order_id>/comments",
    "writeComment",
    Action.CHANGE_ORDER,
    body=CommentBody,
    answer=CommentWritten,
    status=201,
    command=True,
)
def write_comment(body: Values, order_id: str) -> Answer:
    """Comment on an order; whom it mentions is told."""
    return run(WriteComment(order_id, body["words"], body["people"], body["departments"]))


@endpoint(
    group,
    "PUT",
    "/orders/<id:order_id>/comments/<id:comment_id>",
    "editComment",
    Action.CHANGE_ORDER,
    body=EditCommentBody,
    answer=CommentWritten,
    command=True,
)
def edit_comment(body: Values, order_id: str, comment_id: str) -> Answer:
    """Edit one's own comment; the original stays readable."""
    people, departments = body["people"], body["departments"]
    return run(EditComment(order_id, comment_id, body["words"], body["revision"], people, departments))


@endpoint(
    group,
    "GET",
    "/orders/<id:order_id>/mentionable",
    "findMentionable",
    Action.SEE_ORDER,
    query=MentionableQuery,
    answer=Mentionable,
)
def mentionable(query: Values, order_id: str) -> Any:
    """People and departments that a comment on the order can mention."""
    with reading() as look:
        visible_order(look, order_id)
        return {"items": notes.mentionable(look, query["words"])}


@endpoint(
    group,
    "GET",
    "/orders/<id:order_id>/attachments",
    "listAttachments",
    Action.SEE_ORDER,
    query=NotesQuery,
    answer=AttachmentsPage,
)
def list_attachments(query: Values, order_id: str) -> Values:
    """The files of an order, oldest first."""
    with reading() as look:
        order = visible_order(look, order_id)
        return paged(notes.attachments_page(look, order, query["cursor"], query["limit"]))


@endpoint(
    group,
    "POST",
    "/orders/<id:order_id>/attachments",
    "attachFile",
    Action.CHANGE_ORDER,
    query=UploadQuery,
    answer=Attached,
    status=201,
    command=True,
    problems=(413,),
    most_bytes=MOST_BYTES,
    doc={"requestBody": {"required": True, "content": _BINARY}},
)
def attach(query: Values, order_id: str) -> Answer:
    """Attach a file: the body is its content. What it is is found out from that, and a scanner looks at it.

    422 when the kind is not taken, when the content is something else than the name says, and when the
    scanner refuses it.
    """
    with reading() as look:
        visible_order(look, order_id)
    content = request.get_data(cache=False)
    name = plain_name(query["name"])
    media_type = judged(name, content)
    files = system().files
    if files.scanner is not None:
        files.scanner.scan(content)
    digest = files.folder.put(content)
    scanned = files.scanner is not None
    return run(AttachFile(order_id, name, media_type, len(content), digest, scanned))


@endpoint(
    group,
    "GET",
    "/orders/<id:order_id>/attachments/<id:attachment_id>/content",
    "getAttachment",
    Action.SEE_ORDER,
    doc={"responses": {"200": {"description": "The content, to be saved.", "content": _BINARY}}},
)
def download(order_id: str, attachment_id: str) -> Response:
    """The content of an attachment, to be saved: no browser shows it, or runs what it holds."""
    with reading() as look:
        row = notes.attachment_of(look, visible_order(look, order_id), attachment_id)
    response = Response(system().files.folder.get(row.digest), mimetype="application/octet-stream")
    response.headers["Content-Disposition"] = dump_options_header("attachment", {"filename": row.name})
    response.headers["X-Content-Type-Options"] = "nosniff"
    response.headers["Content-Security-Policy"] = "default-src 'none'; sandbox"
    response.headers["Cache-Control"] = "private, no-store"
    return response


@endpoint(
    group,
    "POST",
    "/orders/<id:order_id>/attachments/<id:attachment_id>/remove",
    "removeAttachment",
    Action.CHANGE_ORDER,
    body=RemoveAttachmentBody,
    answer=AttachmentRemoved,
    command=True,
)
def remove(body: Values, order_id: str, attachment_id: str) -> Answer:
    """Take an attachment away; that it was there stays in the history."""
    answer = run(RemoveAttachment(order_id, attachment_id, body["reason"]))
    if answer["content"] is not None:
        system().files.folder.remove(answer["content"])
    return answer


@endpoint(
    group,
    "POST",
    "/orders/<id:order_id>/supports",
    "addSupport",
    Action.CHANGE_ORDER,
    body=SupportBody,
    answer=Supported,
    command=True,
)
def add_support(body: Values, order_id: str) -> Answer:
    """Let a unit support the order 协办: it is told, watches its tasks, and may comment."""
    return run(AddSupport(order_id, body["department_id"], body["task"]))


@endpoint(
    group,
    "POST",
    "/orders/<id:order_id>/supports/remove",
    "endSupport",
    Action.CHANGE_ORDER,
    body=EndSupportBody,
    answer=Supported,
    command=True,
)
def end_support(body: Values, order_id: str) -> Answer:
    """The unit need not support the order any more."""
    return run(EndSupport(order_id, body["department_id"]))
