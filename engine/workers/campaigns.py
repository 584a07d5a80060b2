"""What a worker does for campaigns: lists dial by themselves, and each line hears what came of its call."""

from __future__ import annotations

import structlog

from engine.commands import Engine
from engine.commands.campaigns.dial_campaign import DialCampaign
from engine.commands.campaigns.settle import SettleEntry
from engine.commands.campaigns.take_attempt import TakeAttempt
from engine.errors import HuanError, Unavailable
from engine.store.attempts import untold_attempts
from engine.store.campaign_dialling import dialling_campaigns
from engine.store.campaigns import lapsed_entries
from engine.workers.turns import KEEPER

log = structlog.get_logger("huan.worker")


def settle_campaigns(engine: Engine, most: int = 200) -> int:
    """Settle lines of campaigns that somebody had in hand for too long; return of how many."""
    with engine.database.reading() as tx:
        now, _ = engine.services.time_and_place(tx)
        lapsed = lapsed_entries(tx, now, most)
    for entry_id in lapsed:
        engine.run(SettleEntry(entry_id), KEEPER)
    return len(lapsed)


def take_attempts(engine: Engine, most: int = 100) -> int:
    """Put the ends of attempts down on the lines of campaigns; return how many."""
    with engine.database.reading() as tx:
        ended = untold_attempts(tx, most)
    for attempt_id in ended:
        engine.run(TakeAttempt(attempt_id), KEEPER)
    return len(ended)


def dial_campaigns(engine: Engine) -> int:
    """Let lists that dial by themselves dial what their pace allows now; return of how many lines.

    A campaign that cannot be dialled for is logged and left alone: it does not stand before the others.
    """
    with engine.database.reading() as tx:
        running = dialling_campaigns(tx)
    done = 0
    for campaign_id in running:
        try:
            done += engine.run(DialCampaign(campaign_id), KEEPER)["lines"]
        except Unavailable:
            raise  # the next turn begins here again
        except HuanError as error:
            log.warning("campaign not dialled", campaign=campaign_id, code=error.code)
    return done
