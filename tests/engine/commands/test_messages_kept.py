"""A message that nobody waits for is kept as long as the installation says, then somebody is told."""

from __future__ import annotations

from datetime import timedelta

from engine.commands.correlate import CorrelateMessage
from engine.commands.expire_messages import ExpireMessages
from tests.stage import SYSTEM, Stage


def test_an_early_message_is_kept_as_long_as_the_installation_says(stage: Stage) -> None:
    stage.engine.services.message_kept = timedelta(hours=2)
    told = stage.run(CorrelateMessage("meter.alarm", "M-1", {}), SYSTEM)
    assert told["outcome"] == "waiting"
    stage.later(minutes=119)
    assert stage.run(ExpireMessages(), SYSTEM)["expired"] == 0
    stage.later(minutes=2)
    assert stage.run(ExpireMessages(), SYSTEM)["expired"] == 1
