"""`huan telephony freeswitch`: the configuration of a site's FreeSWITCH."""

from __future__ import annotations

from pathlib import Path

import click

from huan.console import system_of, told
from huan.exchange_nodes import browser_telephones, node_named, queues_asked_first, queues_of
from huan.settings import Settings
from telephony.freeswitch import FIRST_SECONDS, Hotline, Plan, checked, rendered, write
from telephony.listener import NodeSettings


@click.group("freeswitch")
def freeswitch_command() -> None:
    """What a site installs on its FreeSWITCH (docs/telephony-installation.md)."""


@freeswitch_command.command("render")
@click.argument("folder", type=click.Path(file_okay=False, path_type=Path))
@click.option("--node", help="Which of the nodes of HUAN_TELEPHONY; needed when there are several.")
@click.option("--hotline", "hotlines", multiple=True, required=True, metavar="NUMBER=QUEUE")
@click.option("--listen", help="Where the event socket listens, an IP address. [default: the node's host]")
@click.option(
    "--allow", multiple=True, metavar="NETWORK", help="Who may connect to it. [default: this machine]"
)
@click.option("--cdr", default="/var/lib/freeswitch/cdr", show_default=True, help="Folder of call records.")
@click.option(
    "--recordings", default="/var/lib/freeswitch/recordings", show_default=True, help="Folder of recordings."
)
@click.option(
    "--dialogues",
    multiple=True,
    metavar="HOST:PORT",
    help="Where Huan's dialogues listen, before the queue; the next is asked when one does not answer.",
)
@click.option(
    "--peer",
    "peers",
    multiple=True,
    metavar="NETWORK",
    help="An exchange of another centre, which may send callers to queues here.",
)
@click.option(
    "--first-seconds",
    type=click.IntRange(1, 600),
    default=FIRST_SECONDS,
    show_default=True,
    help="How long a caller waits in the queue of one agent or of a skill.",
)
@click.option("--wss", metavar="[ADDRESS]:PORT", help="For telephones in browsers.")
@click.option("--force", is_flag=True, help="Overwrite files that say something else.")
@told
def render_command(
    folder: Path,
    node: str | None,
    hotlines: tuple[str, ...],
    listen: str | None,
    allow: tuple[str, ...],
    cdr: str,
    recordings: str,
    dialogues: tuple[str, ...],
    peers: tuple[str, ...],
    first_seconds: int,
    wss: str | None,
    force: bool,
) -> None:
    """Write the configuration of a node into FOLDER, laid out as FreeSWITCH's conf folder.

    The queues are those of the organisation's departments and agents (HUAN_DATABASE_URL), the password is the
    node's in HUAN_TELEPHONY; it is written into one file and printed nowhere, as are the digests of the
    telephones in browsers.
    """
    settings = Settings.from_environment()
    chosen = node_named(settings, node)
    with system_of(settings) as system:
        queues, asked_first = queues_of(system, chosen), queues_asked_first(system)
        softphones = browser_telephones(system, chosen)
    plan = Plan(
        queues=queues,
        hotlines=tuple(_hotline(one) for one in hotlines),
        password=chosen.password,
        listen=listen or _address(chosen),
        port=chosen.port,
        allowed=allow or ("127.0.0.1/32", "::1/128"),
        cdr=cdr,
        recordings=recordings,
        dialogues="|".join(dialogues) or None,
        wss=wss,
        peers=peers,
        softphones=softphones,
        asked_first=asked_first,
        first_seconds=first_seconds,
    )
    for path in write(folder, rendered(checked(plan)), force=force):
        click.echo(path)


def _hotline(text: str) -> Hotline:
    number, _, queue = text.partition("=")
    return Hotline(number, queue)


def _address(node: NodeSettings) -> str:
    return "127.0.0.1" if node.host == "localhost" else node.host
