"""Premises with their customers."""

from __future__ import annotations

from marshmallow import Schema

from api.schemas.common import Query, flag, key, parts, text, whole


class Premise(Schema):
    """A place of supply with what matters of its customer, who is null where nobody is known."""

    id = key("The premise.")
    number = text("The number on the bill.")
    address = text("Where it is.")
    territory_id = key("Its territory.")
    supply_unit_id = key("The unit that supplies it.")
    area = text("urban, rural or remote: arrival limits depend on it.")
    transformer_area = text("The transformer area; null: not known.", null=True)
    cut_off_for_debt = flag("It is cut off for debt: no fault, a request for reconnection.")
    customer_id = key("The customer.", null=True)
    customer_name = text("The customer's name.", null=True)
    customer_number = text("The customer's number.", null=True)
    customer_phone = text("The customer's telephone.", null=True)
    customer_class = text("The customer's class: ordinary, important …", null=True)


class PremisesQuery(Query):
    """What is known: words, or a telephone number."""

    search = text(
        "Begins the premise's or customer's number or telephone, or is contained in address or name.",
        given=False,
        least=1,
        most=100,
    )
    phone = text("The customer's telephone number, exactly.", given=False, least=1, most=40)
    limit = whole("How many at most.", given=False, least=1, most=50, load_default=20)


class Premises(Schema):
    """Premises that fit."""

    items = parts(Premise, "By their numbers.")
