"""Every page of the application: its route, who comes to it in the stories, and by which address."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

from tests.web.conftest import ROOT

APP = ROOT / "web" / "src" / "app"
#: A route as the application declares it: below which other, and its own path.
ROUTE = re.compile(r"getParentRoute: \(\) => (\w+),\s*path: '([^']*)'")
#: What stands before a path, by the name of the route that it is below.
BEFORE = {"root": "", "wall": "", "inside": "", "frame": "/administration"}


def declared() -> set[str]:
    """Return the paths of all routes of the application, read from its sources.

    Those that only frame others or lead elsewhere are among them.
    """
    sources = [APP / "router.tsx", *sorted((APP / "tree").glob("*.ts"))]
    found = [one for source in sources for one in ROUTE.findall(source.read_text("utf-8"))]
    return {(BEFORE[parent] + path).rstrip("/") or "/" for parent, path in found}


@dataclass(frozen=True)
class Page:
    """A page: who looks at it, at which addresses. `{name}` in an address is the id of what a story made."""

    who: str
    addresses: tuple[str, ...]


def _page(who: str, *addresses: str) -> Page:
    return Page(who, addresses)


#: Route by route. `/` leads to the inbox; the sign-in has nobody yet, and is looked at by itself.
PAGES: Mapping[str, Page] = {
    "/inbox": _page("desk-dx", "/inbox", "/inbox?task={accept}", "/inbox?text=没有这样的"),
    "/tasks/$taskId": _page("agent", "/tasks/{dispatch}"),
    "/board": _page("desk-dx", "/board"),
    "/desk": _page("leader", "/desk"),
    "/wording": _page("leader", "/wording"),
    "/orders": _page("leader", "/orders", "/orders?text=没有这样的"),
    "/orders/$orderId": _page(
        "leader", "/orders/{fault}", "/orders/{complaint}", "/orders/{connection}", "/orders/{merged}"
    ),
    "/outages": _page("desk-dx", "/outages", "/outages?text=没有这样的"),
    "/outages/$outageId": _page("desk-dx", "/outages/{outage}"),
    "/late-entries": _page("desk-dx", "/late-entries"),
    "/caller-flags": _page("leader", "/caller-flags"),
    "/intake": _page("agent", "/intake", "/intake?category=complaint"),
    "/calls": _page("agent", "/calls", "/calls?tab=missed", "/calls?tab=mine"),
    "/agents": _page("leader", "/agents"),
    "/wallboard": _page("leader", "/wallboard"),
    "/campaigns": _page("leader", "/campaigns"),
    "/campaigns/next": _page("agent", "/campaigns/next"),
    "/campaigns/$campaignId": _page("leader", "/campaigns/{campaign}"),
    "/do-not-call": _page("leader", "/do-not-call"),
    "/supervisions": _page("desk-dx", "/supervisions", "/supervisions?show=all", "/supervisions?show=holds"),
    "/packages": _page("designer", "/packages"),
    "/packages/$packageKey": _page("designer", "/packages/repair"),
    "/packages/$packageKey/compare": _page("designer", "/packages/follow-up/compare"),
    "/packages/$packageKey/migrate": _page("designer", "/packages/follow-up/migrate"),
    "/drafts/$draftId": _page("designer", "/drafts/{draft}"),
    "/incidents": _page("operator", "/incidents"),
    "/notices": _page("desk-dx", "/notices", "/notices?state=read"),
    "/notices/wishes": _page("desk-dx", "/notices/wishes"),
    "/account": _page("desk-dx", "/account"),
    "/administration": _page("operator", "/administration"),
    "/administration/organisation": _page(
        "operator",
        *(
            f"/administration/organisation?list={which}"
            for which in ("tiers", "departments", "people", "territories", "supply-units")
        ),
    ),
    "/administration/rosters": _page("duty-dx", "/administration/rosters"),
    "/administration/substitutions": _page("duty-dx", "/administration/substitutions"),
    "/administration/imports": _page("operator", "/administration/imports"),
    "/administration/calendars": _page("operator", "/administration/calendars"),
    "/administration/limits": _page("designer", "/administration/limits"),
    "/administration/limits/$version": _page("designer", "/administration/limits/{limits}"),
    "/administration/limit-measures": _page("supervisor", "/administration/limit-measures"),
    "/administration/call-measures": _page(
        "leader", "/administration/call-measures", "/administration/call-measures?period=week&by=shift"
    ),
    "/administration/changes": _page("operator", "/administration/changes"),
    "/administration/notice-texts": _page("operator", "/administration/notice-texts"),
    "/administration/tokens": _page("operator", "/administration/tokens"),
    "/administration/accounts": _page("operator", "/administration/accounts"),
    "/administration/sign-ins": _page("auditor", "/administration/sign-ins"),
    "/administration/looks": _page("auditor", "/administration/looks"),
    "/administration/telephony": _page(
        "operator", *(f"/administration/telephony?list={which}" for which in ("nodes", "gaps", "devices"))
    ),
}
#: Routes without a page of their own to look at here.
ELSEWHERE = {"/", "/sign-in"}
