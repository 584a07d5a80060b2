"""Imports of organisation, customers, premises and meters; the last three also by their numbers."""

from __future__ import annotations

from hashlib import sha256
from typing import Any

from flask import Request, request

from api.context import reading, run, system
from api.endpoint import Values, blueprint, endpoint
from api.schemas.imports import (
    BulkBody,
    CustomerBody,
    ImportQuery,
    ImportReport,
    MeterBody,
    PremiseBody,
    PremisePage,
)
from engine.commands import Answer
from engine.commands.imports.import_bulk import ImportBulk
from engine.commands.imports.import_records import ImportRecords
from engine.errors import InvalidInput, NotFound, field_finding
from engine.org import Action
from engine.queries.premise_page import premise_page
from engine.sandbox import LONG, Job
from engine.sheets import KINDS
from engine.words import Words

group = blueprint("imports", "Organisation, customers, premises and meters from files, or by their keys.")
MOST_BYTES = 21_000_000
FILE = {
    "required": True,
    "content": {
        "multipart/form-data": {
            "schema": {
                "type": "object",
                "required": ["file"],
                "properties": {
                    "file": {
                        "type": "string",
                        "contentMediaType": "application/octet-stream",
                        "description": "The CSV (UTF-8, UTF-16 or GB18030) or XLSX file.",
                    }
                },
            }
        }
    },
}


def sent_file(sent: Request) -> tuple[bytes, str]:
    """Return the file of a form and its name. Raises InvalidInput: there is none."""
    part = sent.files.get("file")
    if part is None:
        finding = field_finding(
            "file",
            Words("is missing", "缺少"),
            Words("send the file as this part", "请把文件作为这一部分发送"),
        )
        raise InvalidInput(
            Words("send a file as the part `file` of a form", "请把文件作为表单的 `file` 部分发送"),
            findings=[finding],
        )
    return part.stream.read(), (part.filename or "file")[-100:]


@endpoint(
    group,
    "POST",
    "/imports/<word:kind>",
    "importFile",
    Action.IMPORT,
    query=ImportQuery,
    answer=ImportReport,
    problems=(400, 409, 413, 415),
    most_bytes=MOST_BYTES,
    doc={"requestBody": FILE},
)
def import_file(query: Values, kind: str) -> Answer:
    """Import `organisation`, `customers`, `premises` or `meters` from a file: all lines, or none.

    Each line creates or changes what its key names; the same file again changes nothing. With a wrong line
    nothing is imported, and every wrong line is told. A formula in a workbook is refused.
    """
    if kind not in KINDS:
        known = ", ".join(KINDS)
        raise NotFound(
            Words(f"there is no import {kind!r}; known: {known}", f"没有导入 {kind!r}；已有：{known}")
        )
    content, name = sent_file(request)
    read: dict[str, Any] = system().sandbox.run(Job.READ_TABLE, LONG, content=content, file=name, kind=kind)
    source = {"file": name, "sha256": sha256(content).hexdigest()}
    return run(ImportRecords(kind, read["sheets"], query["dry_run"], source, read["problems"]))


def _one(kind: str, most: int, record: Values) -> Answer:
    if len(record["number"]) > most:
        finding = field_finding(
            "number",
            Words("is too long", "太长"),
            Words(f"at most {most} characters", f"不超过 {most} 个字符"),
        )
        raise InvalidInput(Words("the number is too long", "编号太长"), findings=[finding])
    return run(ImportRecords(kind, {kind: [{**record, "line": 1}]}))


@endpoint(
    group,
    "PUT",
    "/customers/<word:number>",
    "putCustomer",
    Action.IMPORT,
    body=CustomerBody,
    answer=ImportReport,
    command=True,
)
def put_customer(body: Values, number: str) -> Answer:
    """Create the customer with this number, or change them."""
    return _one("customers", 20, {"number": number, "class": body.pop("customer_class"), **body})


@endpoint(
    group,
    "PUT",
    "/premises/<word:number>",
    "putPremise",
    Action.IMPORT,
    body=PremiseBody,
    answer=ImportReport,
    command=True,
)
def put_premise(body: Values, number: str) -> Answer:
    """Create the premise with this number, or change it."""
    return _one("premises", 20, {"number": number, **body})


@endpoint(
    group,
    "PUT",
    "/meters/<word:number>",
    "putMeter",
    Action.IMPORT,
    body=MeterBody,
    answer=ImportReport,
    command=True,
)
def put_meter(body: Values, number: str) -> Answer:
    """Create the meter with this number, or change it, or let it go to another premise."""
    return _one("meters", 40, {"number": number, **body})


@endpoint(
    group,
    "POST",
    "/supply",
    "putSupply",
    Action.IMPORT,
    body=BulkBody,
    answer=ImportReport,
    command=True,
    most_bytes=MOST_BYTES,
)
def put_supply(body: Values) -> Answer:
    """Create or change many customers, premises and meters in one transaction: all of them, or none."""
    customers = [{"class": one.pop("customer_class"), **one} for one in body["customers"]]
    lists = {"customers": customers, "premises": body["premises"], "meters": body["meters"]}
    numbered = {
        kind: [{**one, "line": line} for line, one in enumerate(records, 1)]
        for kind, records in lists.items()
    }
    return run(ImportBulk(numbered, body["dry_run"]))


@endpoint(
    group,
    "GET",
    "/premises/<word:number>",
    "getPremise",
    Action.SEE_CUSTOMERS,
    answer=PremisePage,
)
def get_premise(number: str) -> Any:
    """A place of supply with its customer and meters, in the territories that one serves."""
    with reading() as look:
        return premise_page(look, number)
