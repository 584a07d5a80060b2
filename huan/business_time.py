"""The business clock as an installation wants it: at a demonstration's rate, or in production real."""

from __future__ import annotations

from engine.clock import BusinessClock
from engine.commands import Engine
from engine.commands.time import SetClock
from engine.errors import InvalidInput
from engine.org import Actor
from engine.store.time import read_clock
from engine.words import Words
from huan.settings import Settings

INSTALLER = Actor("system:install")


def keep_time(engine: Engine, settings: Settings) -> None:
    """Let the database's clock run at the rate of the settings; business time goes on from where it is.

    A clock that somebody made to stand still stays so, until somebody sets it again.

    Raises:
        InvalidInput: in production, time is not real.
    """
    require_real_time(engine, settings)
    clock = _clock(engine)
    if clock is not None and clock.rate not in (0, settings.clock_rate):
        engine.run(SetClock(None, settings.clock_rate), INSTALLER)


def require_real_time(engine: Engine, settings: Settings) -> None:
    """Refuse to work in production on a database whose business time is not real: it was a demonstration's.

    Raises:
        InvalidInput: its clock was set, or runs at another rate.
    """
    clock = _clock(engine)
    if not settings.production or clock is None:
        return
    if clock.rate != 1 or clock.business_origin != clock.machine_origin:
        raise InvalidInput(
            Words(
                "the business clock of this database was set or runs at another rate: it is a "
                "demonstration's; "
                "production needs a database of its own",
                "这个数据库的业务时钟被设置过，或以别的速率运行：它是演示用的；生产环境需要自己的数据库",
            )
        )


def _clock(engine: Engine) -> BusinessClock | None:
    with engine.database.reading() as tx:
        found = read_clock(tx)
    return found[0] if found is not None else None
