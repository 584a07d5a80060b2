"""The notice: inputs `text` and `department` (KIND@TIER) or `person`; seen in the application and log."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import structlog

from engine.commands import Engine
from engine.commands.notifications.from_job import StoreNotification
from engine.effects.effect import EffectCall, EffectFailed, text_of
from engine.errors import InvalidInput
from engine.org import Actor

log = structlog.get_logger("huan.notify")


@dataclass(frozen=True)
class Notify:
    """Stores one notice per job, however often it is tried."""

    engine: Engine
    mode: str = "repeatable"
    attempts: int = 8

    def __call__(self, call: EffectCall) -> Mapping[str, Any]:
        """Store the notice for whom it concerns."""
        text = text_of(call.payload, "text")
        person, group = call.payload.get("person"), call.payload.get("department")
        command = StoreNotification(
            job_id=call.key,
            text=text,
            order_id=call.order_id,
            instance_id=call.instance_id,
            person_id=person if isinstance(person, str) else None,
            group=group if isinstance(group, str) else None,
        )
        try:
            answer = self.engine.run(command, Actor("system:notify"))
        except InvalidInput as error:
            raise EffectFailed(error.message, permanent=True) from error
        log.info("notice", order=call.order_id, department=answer["department"], person=answer["person"])
        return {}
