"""What a FreeSWITCH is asked after a connect, and every few minutes, to find what its events do not say.

Lists lag behind and events may be on their way, so nothing is concluded from one look: two are taken, some
seconds apart. What both say is so:

- channels that are listed and unknown are opened at the first (who began while nobody listened),
- calls whose channel neither lists have ended (zombies: their end was never told),
- members whose channel lives are put in their queue; those whose channel is no more are told to the operator,
  for no command takes them out,
- agents in a call that is no more are freed.

Questions and answers, no socket: `questions` are to be sent, answers handed to `answered`. Times are
monotonic.
"""

from __future__ import annotations

from collections import Counter, deque
from collections.abc import Mapping
from datetime import datetime, timedelta

import structlog

from telephony.calls import (
    SHOW_CHANNELS,
    ChannelListUnreadable,
    ChannelUnreadable,
    OpenChannel,
    channel_rows,
    read_channel,
)
from telephony.gaps.agents import (
    AGENTS,
    TIERS,
    ListedAgent,
    StaleAgent,
    listed_agents,
    listed_tiers,
    stale_agents,
)
from telephony.gaps.members import (
    PLAIN,
    QUEUES,
    ListedMember,
    ListUnreadable,
    listed_members,
    listed_queues,
    members_of,
)
from telephony.listener.following import LIST_LAG, Following

log = structlog.get_logger("huan.telephony")

#: So many questions wait for their answers at once: each answer may be long, and events come after it.
MOST_ASKED = 20
#: The second look comes so long after the first.
APART_SECONDS = 3.0
#: How often this is done anew.
EVERY_SECONDS = 300.0
#: A call that was silent for so long and has no channel is a zombie.
ZOMBIE_SILENCE = timedelta(minutes=5)
WAITING = ("Waiting", "Trying")
Channels = Mapping[str, Mapping[str, str]]


class Look:
    """Two looks. `channels` are those that are known from the connect, None: the list is asked for first.

    `silence` is how long a call must have been silent to be concluded from the second list of channels.
    """

    def __init__(
        self,
        following: Following,
        counts: Counter[str],
        core: str | None,
        channels: Channels | None,
        silence: timedelta,
    ) -> None:
        self.opened = 0
        self.lost = 0
        self.stale_agents: list[StaleAgent] = []
        self.stale_members: list[ListedMember] = []
        self._following, self._counts, self._core, self._silence = following, counts, core, silence
        self._asked: set[str] = set()
        self._to_ask: deque[str] = deque()
        self._second_at: float | None = None
        self._second = False
        self._channels: Channels | None = channels
        self._before: Channels | None = None
        self._channels_at: datetime | None = None
        self._dumps: list[OpenChannel] = []
        self._members: list[ListedMember] = []
        self._members_before: set[str] = set()
        self._members_whole = True
        self._agents: list[ListedAgent] = []
        self._agents_before: list[ListedAgent] = []
        self._tiers: list[tuple[str, str, str]] = []
        self._over = False
        if channels is None:
            self._to_ask.append(SHOW_CHANNELS)
        else:
            self._find_unknown()
        self._to_ask += (QUEUES, AGENTS, TIERS)

    @classmethod
    def after_connect(
        cls, following: Following, counts: Counter[str], core: str | None, channels: Channels | None
    ) -> Look:
        """Look for what happened while nobody listened."""
        return cls(following, counts, core, channels, LIST_LAG)

    @classmethod
    def for_zombies(cls, following: Following, counts: Counter[str], core: str | None) -> Look:
        """Look for what should have been told and was not."""
        return cls(following, counts, core, None, ZOMBIE_SILENCE)

    @property
    def first_is_done(self) -> bool:
        """True when everything that lives was opened."""
        return self._second_at is not None

    @property
    def over(self) -> bool:
        """True when there is nothing more to ask."""
        return self._over

    def questions(self, now: float) -> list[str]:
        """Return what is to be asked now, each once."""
        if self._second_at is not None and not self._second and now >= self._second_at:
            self._look_again()
        found = []
        while self._to_ask and len(self._asked) < MOST_ASKED:
            question = self._to_ask.popleft()
            if question not in self._asked:
                self._asked.add(question)
                found.append(question)
        return found

    def answered(self, question: str, answer: str, at: datetime, now: float) -> None:
        """Take an answer that came at `at` (aware UTC); to what was not asked, nothing."""
        if question not in self._asked:
            return
        self._asked.discard(question)
        try:
            self._take(question, answer, at)
        except (ListUnreadable, ChannelListUnreadable) as error:
            # An exchange without mod_callcenter has no such lists.
            self._counts["lists_unreadable"] += 1
            self._members_whole = False
            log.info("a list cannot be read", question=question, told=error.code)
        if self._asked or self._to_ask:
            return
        if self._dumps:
            self.opened += self._following.open(self._dumps, self._core, at)
            self._dumps = []
        if self._second:
            self._conclude(at)
        elif self._second_at is None:
            self._second_at = now + APART_SECONDS

    def _take(self, question: str, answer: str, at: datetime) -> None:
        words = question.split(" ")
        if question == SHOW_CHANNELS:
            self._channels = None
            self._channels, self._channels_at = channel_rows(answer), at
            self._find_unknown()
        elif words[0] == "uuid_dump":
            self._take_channel(words[1], answer)
        elif question == AGENTS:
            self._agents = listed_agents(answer)
        elif question == TIERS:
            self._tiers = listed_tiers(answer)
        elif question == QUEUES:
            self._to_ask += map(members_of, listed_queues(answer))
        else:
            members = listed_members(answer)
            self._members += members
            self._find_unheard(members)

    def _take_channel(self, uuid: str, answer: str) -> None:
        try:
            channel = read_channel(answer, (self._channels or {}).get(uuid, {}))
        except ChannelUnreadable:
            self._counts["channels_gone"] += 1  # it has ended since it was listed
        else:
            if channel.uuid == uuid:
                self._dumps.append(channel)

    def _find_unknown(self) -> None:
        for uuid in self._channels or {}:
            if PLAIN.fullmatch(uuid) and self._following.lacks(uuid):
                self._to_ask.append(f"uuid_dump {uuid} json")

    def _find_unheard(self, members: list[ListedMember]) -> None:
        """Ask the channels of those of whose waiting nobody heard: the list alone proves nothing."""
        for member in members:
            listed = member.session in (self._channels or {})
            if listed and member.state in WAITING and self._following.lacks_stay(member.session, member.uuid):
                self._to_ask.append(f"uuid_dump {member.session} json")

    def _look_again(self) -> None:
        self._second = True
        self._before, self._agents_before = self._channels, self._agents
        self._members_before = {member.uuid for member in self._members}
        self._members, self._agents, self._tiers = [], [], []
        self._to_ask += (SHOW_CHANNELS, QUEUES, AGENTS, TIERS)

    def _conclude(self, at: datetime) -> None:
        self._over = True
        if self._channels is None or self._before is None or self._channels_at is None:
            return
        listed = {*self._channels, *self._before}
        # Other answers may have taken long: whoever came after the list of channels is in none.
        self.lost += self._following.conclude(listed, self._core, self._channels_at, self._silence)
        self.stale_members = [
            member
            for member in self._members
            if member.uuid in self._members_before
            and member.state in WAITING
            and member.session not in listed
            and not self._following.has_channel(member.session)
        ]
        if self._members_whole:
            living = [member for member in self._members if member.session in listed]
            self.stale_agents = stale_agents(
                self._agents_before,
                self._agents,
                living,
                self._following.busy(),
                self._tiers,
                int(at.timestamp()),
            )
