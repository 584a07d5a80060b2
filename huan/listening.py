"""The listener of an installation, wired from its settings."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import replace

import structlog

from engine.commands import Engine
from engine.errors import InvalidInput
from engine.files import ContentFolder
from engine.store.address import sqlite_file
from engine.words import Words
from huan.settings import Settings
from telephony.agents import AgentSync
from telephony.control import Sender
from telephony.dialogues import dialogue_server
from telephony.listener import REAL, Listener, NodeSettings
from telephony.recordings import Finder, RecordingFolder, RecordingStore
from telephony.transport import OutboundServer

log = structlog.get_logger("huan.telephony")
WRITERS = 4


def listener_of(settings: Settings, engine: Engine, names: Collection[str] = ()) -> Listener:
    """Return the listener to the nodes with these names, to all without any; nothing is started.

    Raises:
        InvalidInput: there is no such node, or none at all.
    """
    # SQLite takes one writer at a time: more would only wait for each other.
    writers = WRITERS if sqlite_file(settings.database_url) is None else 1
    listener = Listener(engine, _nodes(settings, names), writers, sender=Sender(engine))
    listener.accompany(lambda node: AgentSync(engine, node.settings.name, node, REAL))
    return listener


def dialogues_of(settings: Settings, engine: Engine) -> OutboundServer | None:
    """Return the server that FreeSWITCH dials for dialogues, None: none is wanted. Nothing is started."""
    if settings.dialogues is None:
        return None
    if settings.dialogues.prompts is None:
        log.warning("dialogues say nothing: `prompts` of HUAN_TELEPHONY names no folder")
    recordings = {
        node.name: node.recordings_path or str(node.recordings_folder)
        for node in settings.exchanges
        if node.recordings_folder is not None
    }
    trunks = {node.name: node.reached_by for node in settings.exchanges if node.reached_by is not None}
    return dialogue_server(engine, replace(settings.dialogues, recordings=recordings, trunks=trunks))


def finder_of(settings: Settings, engine: Engine, names: Collection[str] = ()) -> Finder:
    """Return who fetches the recordings of these nodes, as far as this machine sees them; nothing is started.

    Raises:
        InvalidInput: as `listener_of`.
    """
    folders = [
        RecordingFolder(
            node.name, node.recordings_folder, node.recordings_path or str(node.recordings_folder)
        )
        for node in _nodes(settings, names)
        if node.recordings_folder is not None
    ]
    store = RecordingStore(ContentFolder(settings.recordings))
    return Finder(engine, folders, store, settings.telephony_rules.recordings)


def _nodes(settings: Settings, names: Collection[str]) -> list[NodeSettings]:
    known = {node.name: node for node in settings.exchanges}
    if not known:
        raise InvalidInput(
            Words(
                "there is no exchange to listen to: name a file of nodes by HUAN_TELEPHONY",
                "没有可以监听的交换机：请用 HUAN_TELEPHONY 指定节点文件",
            )
        )
    for name in names:
        if name not in known:
            there = ", ".join(known)
            raise InvalidInput(
                Words(f"there is no node {name!r}; there are: {there}", f"没有节点 {name!r}；有：{there}")
            )
    return [node for name, node in known.items() if name in names or not names]
