"""Signing in, and who one is."""

from __future__ import annotations

from marshmallow import Schema

from api.schemas.common import TIER_KINDS, key, number, parts, text, texts, when
from engine.credentials import LONGEST_PASSWORD


class SignInBody(Schema):
    """Name and password."""

    username = text("The username.", least=1, most=60)
    password = text("The password.", least=1, most=LONGEST_PASSWORD)


class Membership(Schema):
    """A department to which a person belongs, and the role there."""

    department = key("The department.")
    department_name = text("Its name.")
    department_kind = text("Its kind, as candidate groups name it: repair, duty, crew …")
    role = text(
        "The role: agent, shift-leader, dispatcher, duty-manager, crew, manager, operator, designer …"
    )
    tier = key("The department's tier.")
    tier_kind = text("The tier's kind.", one_of=TIER_KINDS)
    tier_code = text("The tier's code.")
    tier_name = text("The tier's name.")
    zone = text("The tier's time zone (IANA), in which its people read times.")


class Session(Schema):
    """Who is signed in, what they may do, and the clock that work orders count by."""

    person = key("The person's id.")
    username = text("The username.")
    name = text("The name that others see.")
    language = text("The person's language, BCP 47: zh or en.")
    agent = text("The name by which the telephone exchange knows them; null: no agent.", null=True)
    csrf = text("To be sent as X-CSRF-Token with every change; null for a machine's token.", null=True)
    memberships = parts(Membership, "Where the person belongs.")
    permissions = texts("Actions that policy allows to something at all: see-order, open-order, deploy …")
    business_now = when("Business time now, UTC: what due times and ages are reckoned by.")
    clock_rate = number("Seconds of business time in one second; 1 except in demonstrations, 0 stands still.")


class Tier(Schema):
    """A province, city, county, supply station or crew."""

    id = key("The tier.")
    parent_id = key("The superior tier; null at the top.", null=True)
    kind = text("Its kind.", one_of=TIER_KINDS)
    code = text("Its code.")
    name = text("Its name.")


class Tiers(Schema):
    """The tiers that one sees, from the top down."""

    items = parts(Tier, "At or below one's own tiers.")
