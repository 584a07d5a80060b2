"""Imports from files, and customers, premises and meters put by their numbers."""

from __future__ import annotations

from typing import Any

from marshmallow import Schema, fields, validate

from api.schemas.common import Query, flag, key, part, parts, text, whole
from api.schemas.common import number as decimal
from api.schemas.problems import Finding
from engine.words import Words

_PLAIN: Any = Words(
    "write letters, digits and . _ -, a letter or digit first", "请写字母、数字和 . _ -，以字母或数字开头"
)


def numbered(about: str, most: int) -> fields.String:
    """Declare the number by which something is known."""
    plain = validate.Regexp(r"^[A-Za-z0-9][A-Za-z0-9._-]*$", error=_PLAIN)
    return text(about, validate=[validate.Length(min=1, max=most), plain])


class ImportQuery(Query):
    """Whether it is only tried."""

    dry_run = flag("Change nothing; tell what would be.", given=False, load_default=False)


class ImportReport(Schema):
    """What an import did, or would do."""

    created = whole("Rows that are new.")
    changed = whole("Rows that become others than they were.")
    unchanged = whole("Lines that say what is so already.")
    stored = flag("It was done; false: it was a dry run, or there was nothing to do.")
    problems = parts(Finding, "What is wrong, by `file` (the sheet), `line` and `field` (the column).")
    problem_count = whole("How many there are; a thousand of them are told.")


class CustomerBody(Schema):
    """A customer."""

    name = text("What they are called.", least=1, most=100)
    phone = text("Their telephone number; null or left out: not known.", given=False, least=1, most=40)
    customer_class = text("Their class, such as ordinary or important.", least=1, most=20)


class PremiseBody(Schema):
    """A place of supply. Codes and numbers must be those of things that are there."""

    customer = text("The customer's number; null or left out: nobody.", given=False, least=1, most=20)
    address = text("Where it is.", least=1, most=200)
    territory = text("The code of its administrative area.", least=1, most=40)
    supply_unit = text("The code of its supply unit.", least=1, most=40)
    area = text("Arrival limits depend on it.", one_of=("urban", "rural", "remote"))
    transformer_area = text(
        "The transformer area; null or left out: not known.", given=False, least=1, most=40
    )
    cut_off_for_debt = flag("It is cut off for debt.", given=False, load_default=False)
    longitude = decimal("Degrees east; null or left out: not known.", given=False)
    latitude = decimal("Degrees north; null or left out: not known.", given=False)


class MeterBody(Schema):
    """A meter."""

    premise = text("The number of its premise.", least=1, most=20)
    kind = text("What it measures.", one_of=("single-phase", "three-phase", "high-voltage", "gas", "water"))
    multiplier = whole(
        "What a reading is multiplied by.", given=False, least=1, most=1_000_000, load_default=1
    )


class NumberedCustomerBody(CustomerBody):
    """A customer with the number."""

    number = numbered("The customer's number.", 20)


class NumberedPremiseBody(PremiseBody):
    """A place of supply with the number."""

    number = numbered("The premise's number.", 20)


class NumberedMeterBody(MeterBody):
    """A meter with the number."""

    number = numbered("The meter's number.", 40)


class BulkBody(Schema):
    """Many at once: all are stored, or none."""

    customers = parts(NumberedCustomerBody, "Customers.", given=False, load_default=list)
    premises = parts(
        NumberedPremiseBody, "Premises, of these customers or others.", given=False, load_default=list
    )
    meters = parts(NumberedMeterBody, "Meters, at these premises or others.", given=False, load_default=list)
    dry_run = flag("Change nothing; tell what would be.", given=False, load_default=False)


class Meter(Schema):
    """A meter at a premise."""

    id = key("The meter.")
    number = text("Its number.")
    kind = text("single-phase, three-phase, high-voltage, gas or water.")
    multiplier = whole("What a reading is multiplied by.")


class SupplyCustomer(Schema):
    """A customer of a premise."""

    id = key("The customer.")
    number = text("The customer's number.")
    name = text("What they are called.")
    phone = text("Their telephone number; null: not known.", null=True)
    customer_class = text("Their class.")


class PremisePage(Schema):
    """A place of supply with its customer and meters."""

    id = key("The premise.")
    number = text("Its number.")
    address = text("Where it is.")
    territory_name = text("Its administrative area.")
    supply_unit_name = text("Its supply unit.")
    area = text("urban, rural or remote.")
    transformer_area = text("The transformer area; null: not known.", null=True)
    cut_off_for_debt = flag("It is cut off for debt.")
    longitude = decimal("Degrees east; null: not known.", null=True)
    latitude = decimal("Degrees north; null: not known.", null=True)
    customer = part(SupplyCustomer, "Its customer; null: nobody.", null=True)
    meters = parts(Meter, "Its meters, by number.")
