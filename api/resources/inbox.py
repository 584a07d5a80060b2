"""The inbox."""

from __future__ import annotations

from typing import Any

from flask import Response

from api.context import reading, run
from api.endpoint import Values, blueprint, endpoint
from api.inbox_wish import inbox_wish, plain_filters
from api.pages import paged
from api.schemas.inbox import ExportBody, InboxPage, InboxQuery
from api.spreadsheets import CSV, TYPES, XLSX, spreadsheet
from engine.commands.record_export import RecordExport
from engine.org import Action
from engine.queries.inbox import inbox_page
from engine.queries.inbox_columns import COLUMNS
from engine.queries.inbox_export import exported_lines, zone_of

group = blueprint("inbox", "What is to be done by me and my departments.")


@endpoint(group, "GET", "/inbox", "listInbox", Action.WORK_TASK, query=InboxQuery, answer=InboxPage)
def list_inbox(query: Values) -> Values:
    """My lines, my departments' candidate lines, lines where attention was raised; or those below me.

    `count` stops at 1,000, and when filtered also where enough lines have been looked at; `count_is_capped`
    says that there may be more. When filtered, a page may have fewer lines than `limit`, even none, while
    `next` leads on.
    """
    wish = inbox_wish(query, query["cursor"], query["limit"])
    with reading() as look:
        return {**paged(inbox_page(look, wish)), "as_of": look.now}


_FILE = {"schema": {"type": "string", "contentMediaType": XLSX}}


@endpoint(
    group,
    "POST",
    "/inbox/export",
    "exportInbox",
    Action.EXPORT_LIST,
    body=ExportBody,
    answer_headers={
        "Content-Disposition": {"description": "A name for the file.", "schema": {"type": "string"}},
        "X-Huan-Capped": {
            "description": "1: there are more lines than were exported; 0: these are all.",
            "schema": {"type": "integer"},
        },
    },
    doc={
        "responses": {
            "200": {
                "description": "The file.",
                "content": {CSV: {"schema": {"type": "string"}}, XLSX: _FILE},
            }
        }
    },
)
def export_inbox(body: Values) -> Any:
    """A list of the inbox as a file for a spreadsheet, up to 10,000 lines. Who took which list is recorded.

    No text in it is taken for a formula; times are local to the person's tier.
    """
    with reading() as look:
        rows, capped = exported_lines(look, inbox_wish(body["filters"], None, 1), body["columns"])
        headings = [COLUMNS[name].name for name in body["columns"] or COLUMNS]
        zone = zone_of(look)
    run(RecordExport("inbox", plain_filters(body["filters"]), body["columns"], len(rows)))
    kind = body["format"]
    made = spreadsheet(kind, [f"{name.zh} {name}" for name in headings], rows, zone)
    headers = {
        "Content-Disposition": f'attachment; filename="inbox.{kind}"',
        "X-Huan-Capped": "1" if capped else "0",
    }
    return Response(made, headers=headers, content_type=TYPES[kind])
