"""How a list dials by itself at this moment, and by whom it could: queues and dialogues to choose from."""

from __future__ import annotations

from dataclasses import dataclass

from engine.calling.campaigns import Mode, rules_of
from engine.calling.lines import ENOUGH_CALLS, LAST_CALLS, answers_expected, our_line_is_down
from engine.calling.pacing import lately
from engine.calling.states import State
from engine.calling.tiers import serving
from engine.errors import StepFailed
from engine.org import Action, Target
from engine.queries.reading import Reading
from engine.store.agents import all_skills, all_tiers, placed_agents
from engine.store.campaign_dialling import calls_under_way, last_answered, last_calls
from engine.store.campaigns import CampaignRow
from engine.store.definitions import active_definitions
from engine.store.edited_rows import QUEUES


@dataclass(frozen=True)
class PaceNow:
    """How a list dials now.

    `answered` are the last calls that customers answered, at most `window`, of which `abandoned` found no
    agent. `agents_free` wait for a call, of `agents` who are signed in; both are of its queue.
    `answers_percent` of the dialled numbers are answered, None: too few calls to tell. `line_down`: the last
    calls failed on our own side.
    """

    dialling: int
    waiting: int
    speaking: int
    agents: int
    agents_free: int
    answered: int
    abandoned: int
    abandoned_percent: float | None
    abandoned_percent_most: int
    window: int
    lines_most: int
    answers_percent: float | None
    line_down: bool


@dataclass(frozen=True)
class QueueOption:
    """A queue whose agents can speak with whoever answers; `department_id` is whose it is."""

    id: str
    name: str
    zh: str
    en: str
    department_id: str


@dataclass(frozen=True)
class DialogueOption:
    """A dialogue that whoever answers can hear."""

    package: str
    zh: str
    en: str


@dataclass(frozen=True)
class CampaignOptions:
    """What a list that dials by itself can be connected with."""

    queues: list[QueueOption]
    dialogues: list[DialogueOption]


def pace_now(reading: Reading, row: CampaignRow) -> PaceNow | None:
    """Return how a campaign dials now; None: it does not dial by itself."""
    if row.mode == Mode.PREVIEW:
        return None
    pace = rules_of(row.rules).pace
    under_way = calls_under_way(reading.tx, row.id)
    seen = lately(pace.rule, last_answered(reading.tx, row.id, pace.rule.window))
    went = last_calls(reading.tx, row.id, LAST_CALLS)
    agents, free = _agents(reading, row.queue_id)
    return PaceNow(
        dialling=under_way.dialling,
        waiting=under_way.waiting,
        speaking=under_way.speaking,
        agents=agents,
        agents_free=free,
        answered=seen.answered,
        abandoned=seen.abandoned,
        abandoned_percent=round(100 * seen.abandoned / seen.answered, 2) if seen.answered else None,
        abandoned_percent_most=pace.abandoned_percent,
        window=pace.rule.window,
        lines_most=pace.lines_most,
        answers_percent=round(100 * answers_expected(went), 1) if len(went) >= ENOUGH_CALLS else None,
        line_down=our_line_is_down(went, reading.now),
    )


def _agents(reading: Reading, queue_id: str | None) -> tuple[int, int]:
    """Return how many agents of a queue are signed in, and how many of them wait for a call."""
    queue = QUEUES.get(reading.tx, queue_id) if queue_id is not None else None
    if queue is None:
        return 0, 0
    people = {one.person_id for one in serving([queue], all_tiers(reading.tx), all_skills(reading.tx))}
    rows = [(row, busy) for row, busy in placed_agents(reading.tx) if row.person_id in people]
    signed_in = [row for row, _ in rows if row.state != State.SIGNED_OUT]
    return len(signed_in), sum(row.state == State.AVAILABLE and not busy for row, busy in rows)


def campaign_options(reading: Reading) -> CampaignOptions:
    """Return the queues of departments whose campaigns the actor runs, and the dialogues that are deployed.

    Raises:
        NotAllowed: the actor runs no campaigns.
    """
    reading.require(Action.RUN_CAMPAIGN)
    directory, queues = reading.directory, []
    for one in QUEUES.all(reading.tx):
        owner = directory.queue_department(one.name)
        if one.active and one.person_id is None and owner is not None:
            path = directory.tiers[owner.tier_id].path
            if reading.may(Action.RUN_CAMPAIGN, Target(path)):
                queues.append(QueueOption(one.id, one.name, one.zh, one.en, owner.id))
    dialogues = [
        DialogueOption(one.package, one.name["zh"], one.name["en"])
        for one in active_definitions(reading.tx)
        if one.category is None and _is_dialogue(reading, one.id)
    ]
    return CampaignOptions(queues, dialogues)


def _is_dialogue(reading: Reading, version_id: str) -> bool:
    try:
        return reading.services.definition(reading.tx, version_id).package.kind == "dialogue"
    except StepFailed:  # a version that cannot be run any more
        return False
