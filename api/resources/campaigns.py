"""Campaigns of calls: lists of customers, who calls whom next, and the numbers that nobody calls."""

from __future__ import annotations

from hashlib import sha256
from typing import Any

from flask import Response, request

from api.context import reading, run, system
from api.endpoint import Values, blueprint, endpoint
from api.etags import expected_revision, precondition
from api.pages import paged
from api.resources.imports import FILE, MOST_BYTES, sent_file
from api.schemas import campaigns as schemas
from api.spreadsheets import CSV, TYPES, XLSX, spreadsheet
from engine.calling.campaigns import RESULTS, Result, Status
from engine.commands import Answer
from engine.commands.campaigns.call_entry import CallEntry
from engine.commands.campaigns.decide_entry import CallEntryAgain, LeaveEntryOut
from engine.commands.campaigns.do_not_call import EnterDoNotCall, RemoveDoNotCall
from engine.commands.campaigns.fill import FillByQuery, FillFromFile
from engine.commands.campaigns.keep_campaign import KeepCampaign
from engine.commands.campaigns.move_campaign import MoveCampaign
from engine.commands.campaigns.record_export import RecordEntriesExport
from engine.commands.campaigns.take_entry import PutEntryBack, TakeEntry
from engine.commands.campaigns.tell_result import TellResult
from engine.org import Action
from engine.queries.campaign_pace import campaign_options
from engine.queries.campaigns import (
    CampaignsWish,
    EntriesWish,
    campaign_page,
    campaigns_page,
    entries_page,
    exported_entries,
    next_call,
)
from engine.queries.do_not_call import DoNotCallWish, do_not_call_page
from engine.queries.inbox_export import zone_of
from engine.sandbox import LONG, Job

group = blueprint("campaigns", "Lists of customers who are called, and the numbers that nobody calls.")
RUN, CALL = Action.RUN_CAMPAIGN, Action.TAKE_CALLS
_GOING_ON = {"going-on": True, "ended": False, "all": None}
_HOLDING = {"holding": True, "over": False, "all": None}
_HEADINGS = (
    "序号 line", "电话 number", "姓名 name", "户号 customer", "工单编号 order",
    "金额 amount", "期限 due", "备注 note", "状态 status", "拨打次数 attempts",
    "结果 result", "结果说明 remark", "办理人 person", "更新时间 changed",
)  # fmt: skip


@endpoint(
    group, "GET", "/campaigns", "listCampaigns", RUN, query=schemas.CampaignsQuery, answer=schemas.Campaigns
)
def list_campaigns(query: Values) -> Values:
    """Campaigns at and below one's tiers, with how far they are."""
    wish = CampaignsWish(
        query["words"], _GOING_ON[query["state"]], query["sort"], query["cursor"], query["limit"]
    )
    with reading() as look:
        return paged(campaigns_page(look, wish))


@endpoint(
    group,
    "POST",
    "/campaigns",
    "createCampaign",
    RUN,
    body=schemas.CampaignBody,
    answer=schemas.CampaignKept,
    status=201,
    command=True,
    problems=(404,),
)
def create_campaign(body: Values) -> Answer:
    """Set up a campaign: a draft without a list."""
    return run(KeepCampaign(**body))


@endpoint(group, "GET", "/campaigns/next", "getNextCall", CALL, answer=schemas.NextCall)
def get_next() -> Any:
    """What I have in hand to call, with what to say, and the campaigns for which I can call."""
    with reading() as look:
        return next_call(look)


@endpoint(group, "GET", "/campaigns/options", "getCampaignOptions", RUN, answer=schemas.CampaignOptions)
def get_options() -> Any:
    """Queues and dialogues with which a list that dials by itself can be connected."""
    with reading() as look:
        return campaign_options(look)


@endpoint(group, "GET", "/campaigns/<id:campaign_id>", "getCampaign", RUN, answer=schemas.Campaign)
def get_campaign(campaign_id: str) -> Any:
    """A campaign with its rules, its script and how far it is."""
    with reading() as look:
        return campaign_page(look, campaign_id)


@endpoint(
    group,
    "PUT",
    "/campaigns/<id:campaign_id>",
    "changeCampaign",
    RUN,
    body=schemas.ChangeCampaignBody,
    answer=schemas.CampaignKept,
    command=True,
    revised=True,
    problems=(428,),
)
def change_campaign(body: Values, campaign_id: str) -> Answer:
    """Change a campaign's name, script or rules; kind and department stay."""
    revision = expected_revision(body.pop("revision"), required=True)
    with precondition():
        return run(KeepCampaign(campaign_id=campaign_id, revision=revision, **body))


@endpoint(
    group,
    "POST",
    "/campaigns/<id:campaign_id>/move",
    "moveCampaign",
    RUN,
    body=schemas.MoveCampaignBody,
    answer=schemas.CampaignMoved,
    command=True,
)
def move_campaign(body: Values, campaign_id: str) -> Answer:
    """Start a campaign, pause it, end it: at once nothing more is dialled; what rings is finished."""
    return run(MoveCampaign(campaign_id, Status(body["to"]), body["reason"]))


@endpoint(
    group,
    "POST",
    "/campaigns/<id:campaign_id>/file",
    "fillCampaignFromFile",
    RUN,
    query=schemas.FillQuery,
    answer=schemas.Filled,
    problems=(400, 409, 413, 415),
    most_bytes=MOST_BYTES,
    doc={"requestBody": FILE},
)
def fill_from_file(query: Values, campaign_id: str) -> Answer:
    """Add the lines of a CSV or XLSX file: all of them, or none.

    Columns: phone 电话, name 姓名, customer 户号, order 工单编号, amount 金额, due 期限, note 备注;
    only the first is needed. Every wrong line is told; a formula is refused.
    """
    with reading() as look:
        campaign_page(look, campaign_id)
    content, name = sent_file(request)
    read: dict[str, Any] = system().sandbox.run(
        Job.READ_TABLE, LONG, content=content, file=name, kind="callees"
    )
    source = {"file": name, "sha256": sha256(content).hexdigest()}
    return run(
        FillFromFile(campaign_id, read["sheets"]["callees"], source, read["problems"], query["dry_run"])
    )


@endpoint(
    group,
    "POST",
    "/campaigns/<id:campaign_id>/query",
    "fillCampaignByQuery",
    RUN,
    body=schemas.FillBody,
    answer=schemas.Filled,
    command=True,
)
def fill_by_query(body: Values, campaign_id: str) -> Answer:
    """Add whom a query finds: those of an outage, those whose orders were finished, those in debt."""
    return run(FillByQuery(campaign_id, **body))


@endpoint(
    group,
    "GET",
    "/campaigns/<id:campaign_id>/entries",
    "listCampaignEntries",
    RUN,
    query=schemas.EntriesQuery,
    answer=schemas.Entries,
)
def list_entries(query: Values, campaign_id: str) -> Values:
    """The lines of a campaign's list."""
    wish = EntriesWish(
        query["words"], query["status"], query["result"], query["sort"], query["cursor"], query["limit"]
    )
    with reading() as look:
        return paged(entries_page(look, campaign_id, wish))


@endpoint(
    group,
    "POST",
    "/campaigns/<id:campaign_id>/entries/export",
    "exportCampaignEntries",
    RUN,
    body=schemas.EntriesExportBody,
    answer_headers={
        "Content-Disposition": {"description": "A name for the file.", "schema": {"type": "string"}}
    },
    doc={
        "responses": {
            "200": {
                "description": "The file.",
                "content": {
                    CSV: {"schema": {"type": "string"}},
                    XLSX: {"schema": {"type": "string", "contentMediaType": XLSX}},
                },
            }
        }
    },
)
def export_entries(body: Values, campaign_id: str) -> Any:
    """A campaign's list as a file for a spreadsheet. Who took which list is recorded."""
    kind = body["format"]
    with reading() as look:
        lines = exported_entries(look, campaign_id, body["status"])
        zone = zone_of(look)
    run(RecordEntriesExport(campaign_id, body["status"], len(lines)))
    rows = [
        (
            one.position, one.number, one.name, one.customer_number, one.order_number,
            one.details.get("amount"), one.details.get("due"), one.details.get("note"), one.status,
            len(one.tried), RESULTS[Result(one.result)].zh if one.result else None, one.note,
            one.held_by_name,
            one.changed_at,
        )
        for one in lines
    ]  # fmt: skip
    made = spreadsheet(kind, _HEADINGS, rows, zone)
    headers = {"Content-Disposition": f'attachment; filename="campaign.{kind}"'}
    return Response(made, headers=headers, content_type=TYPES[kind])


@endpoint(
    group,
    "POST",
    "/campaigns/<id:campaign_id>/next",
    "takeNextCall",
    CALL,
    answer=schemas.EntryTaken,
    command=True,
)
def take_next(campaign_id: str) -> Answer:
    """Take the line that is to be called next; it is mine for ten minutes."""
    return run(TakeEntry(campaign_id))


@endpoint(
    group,
    "POST",
    "/campaigns/entries/<id:entry_id>/put-back",
    "putCallBack",
    CALL,
    answer=schemas.EntryMoved,
    command=True,
)
def put_back(entry_id: str) -> Answer:
    """Put a line back that I have not called."""
    return run(PutEntryBack(entry_id))


@endpoint(
    group,
    "POST",
    "/campaigns/entries/<id:entry_id>/call",
    "callEntry",
    CALL,
    answer=schemas.EntryCalled,
    command=True,
)
def call_entry(entry_id: str) -> Answer:
    """Have it dialled: my telephone rings, then the customer's. It is written first, and dialled once."""
    return run(CallEntry(entry_id))


@endpoint(
    group,
    "POST",
    "/campaigns/entries/<id:entry_id>/result",
    "tellResult",
    CALL,
    body=schemas.ResultBody,
    answer=schemas.EntryMoved,
    command=True,
)
def tell_result(body: Values, entry_id: str) -> Answer:
    """Say what the call came to; who was not reached is tried again, as far as the rules allow."""
    return run(TellResult(entry_id, Result(body["result"]), body["note"], body["again_at"]))


@endpoint(
    group,
    "POST",
    "/campaigns/entries/<id:entry_id>/leave-out",
    "leaveEntryOut",
    RUN,
    body=schemas.EntryReasonBody,
    answer=schemas.EntryMoved,
    command=True,
)
def leave_out(body: Values, entry_id: str) -> Answer:
    """Let nobody call a line."""
    return run(LeaveEntryOut(entry_id, body["reason"]))


@endpoint(
    group,
    "POST",
    "/campaigns/entries/<id:entry_id>/call-again",
    "callEntryAgain",
    RUN,
    body=schemas.EntryReasonBody,
    answer=schemas.EntryMoved,
    command=True,
)
def call_again(body: Values, entry_id: str) -> Answer:
    """Let a line be called again though its attempts are over, or nobody knows what came of the last."""
    return run(CallEntryAgain(entry_id, body["reason"]))


@endpoint(
    group,
    "GET",
    "/do-not-call",
    "listDoNotCall",
    RUN,
    query=schemas.DoNotCallQuery,
    answer=schemas.DoNotCallPage,
)
def list_do_not_call(query: Values) -> Values:
    """Numbers that nobody calls, the newest first; with those that were taken out, when, by whom and why."""
    wish = DoNotCallWish(query["words"], _HOLDING[query["state"]], query["cursor"], query["limit"])
    with reading() as look:
        return paged(do_not_call_page(look, wish))


@endpoint(
    group,
    "POST",
    "/do-not-call",
    "enterDoNotCall",
    RUN,
    body=schemas.DoNotCallBody,
    answer=schemas.DoNotCallKept,
    status=201,
    command=True,
)
def enter_do_not_call(body: Values) -> Answer:
    """Let nobody call a number, for a reason, perhaps until a time."""
    return run(EnterDoNotCall(**body))


@endpoint(
    group,
    "POST",
    "/do-not-call/<id:row_id>/remove",
    "removeDoNotCall",
    RUN,
    body=schemas.EntryReasonBody,
    answer=schemas.DoNotCallKept,
    command=True,
)
def remove_do_not_call(body: Values, row_id: str) -> Answer:
    """Let a number be called again; what was said stays on record."""
    return run(RemoveDoNotCall(row_id, body["reason"]))
