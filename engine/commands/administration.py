"""The record of what is changed in the administration: a hash chain for each subject, as orders have theirs.

A command that changes the organisation, a calendar, a limit, an account or a shared view calls
`record_change` in its own transaction. `huan audit verify` verifies these chains like all others, and
`GET /administration/changes` lists them.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any
from uuid import UUID, uuid5

from engine.commands.work import Work
from engine.history import GENESIS, Event, seal
from engine.ids import new_id
from engine.store.administration import (
    REASON,
    AdministrationChange,
    ChainHead,
    begin_chain,
    grow_chain,
    insert_administration_change,
    lock_chain,
)
from engine.store.history import append
from engine.store.instances import read_revisions, revisions_request

#: Under which the chains of subjects are named.
_NAMES = UUID("6f1d3a52-7b0c-5b0e-9a55-4d3a1c0e7f10")
_SUBJECT = re.compile(r"[a-z][a-z-]{0,39}")


def chain_of_subject(subject: str) -> str:
    """Return the name of a subject's chain: the same in every installation."""
    return str(uuid5(_NAMES, subject))


def record_change(
    work: Work,
    subject: str,
    key: str,
    before: Mapping[str, Any] | None,
    after: Mapping[str, Any] | None,
    reason: str | None = None,
    *,
    label: str | None = None,
    tier_path: str | None = None,
) -> bool:
    """Append a change to the subject's chain; return False, recording nothing, when nothing has changed.

    `subject` is a plain word: organisation, calendars, limits, accounts, views … `key` names within it what
    was changed, `label` what people call it. `before` None: it was created; `after` None: it was removed.
    Only members that differ are kept, as values that can be erased, and so is `reason`; both must hold plain
    values. `tier_path` says whose it is, None: it concerns the whole installation.

    The chain is locked until the transaction ends, so record last.
    """
    assert _SUBJECT.fullmatch(subject), subject
    names = {**(before or {}), **(after or {})}
    values = {
        name: (was, now)
        for name in names
        if (was := (before or {}).get(name)) != (now := (after or {}).get(name))
    }
    if before is not None and after is not None and not values:
        return False
    if reason is not None:
        values[REASON] = (None, reason)
    kind = "created" if before is None else "removed" if after is None else "changed"
    # The time alone: with the organisation, a copy would be kept that this transaction may yet undo.
    found = read_revisions(work.tx.fetch(revisions_request())[0])
    now_at = work.services.now(work.tx, found.business_clock_revision, found.machine_at)
    head = lock_chain(work.tx, subject)
    chain = head.id if head is not None else chain_of_subject(subject)
    event = Event(
        type=f"administration.{kind}",
        event_at=now_at,
        entered_at=now_at,
        actor=work.actor.id,
        on_behalf_of=work.actor.on_behalf_of,
        body={"subject": subject, "key": key},
        values=values,
    )
    seq = head.chain_length + 1 if head is not None else 1
    sealed = seal(event, chain, seq, head.chain_head if head is not None else GENESIS)
    append(work.tx, sealed)
    grown = ChainHead(chain, seq, sealed.hash)
    if head is None:
        begin_chain(work.tx, subject, grown)
    else:
        grow_chain(work.tx, grown)
    insert_administration_change(
        work.tx,
        AdministrationChange(
            new_id(),
            subject,
            key[:200],
            label and label[:200],
            kind,
            tier_path,
            chain,
            seq,
            now_at,
            work.actor.id,
        ),
    )
    work.changed("administration", [subject])
    return True
