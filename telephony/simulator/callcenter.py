"""mod_callcenter: queues, agents, tiers, members, and who is offered whom.

What it holds outlives the core, as the module's database does: stale members and agents stay behind a crash.
"""

from __future__ import annotations

from telephony.simulator.agenda import SECOND, Script, Wait
from telephony.simulator.bridges import join
from telephony.simulator.callcenter_rows import Agent, Member, Queue, Tier
from telephony.simulator.channel import Channel, Diverted, Hungup
from telephony.simulator.core import Core
from telephony.simulator.legs import answer, hang_up
from telephony.simulator.notices import Pair
from telephony.simulator.originate import originate, parse_dial
from telephony.simulator.recording import start_tape

SUBCLASS = "callcenter::info"
SYSTEM = "single_box"
STATUSES = ("Available", "Available (On Demand)", "On Break", "Logged Out")
STATES = ("Idle", "Waiting", "Receiving", "In a queue call", "Reserved")
_READY = ("Available", "Available (On Demand)")
DISPATCH = SECOND // 10
POLL = 60_000
UNREGISTERED_DELAY_SECONDS = 5


class CallCenter:
    """The module of one exchange."""

    def __init__(self, ex: Core) -> None:
        self.ex = ex
        self.queues = {queue.name: Queue(queue) for queue in ex.setting.queues}
        self.agents: dict[str, Agent] = {}
        self.tiers: list[Tier] = []
        self.members: dict[str, Member] = {}
        self._ticking = False
        for given in ex.setting.agents:
            self.agents[given.name] = Agent(
                given.name,
                contact=given.contact,
                status=given.status,
                max_no_answer=given.max_no_answer,
                wrap_up_time=given.wrap_up_seconds,
                reject_delay_time=given.reject_delay_seconds,
                busy_delay_time=given.busy_delay_seconds,
                no_answer_delay_time=given.no_answer_delay_seconds,
                call_timeout=given.call_timeout_seconds,
            )
        for tier in ex.setting.tiers:
            self.tiers.append(Tier(tier.queue, tier.agent, "Ready", tier.level, tier.position))

    def restart(self) -> None:
        """Begin anew with what the database holds: members without channels, agents as they were."""
        self._ticking = False
        for member in self.members.values():
            member.channel, member.legs = None, []

    def info(self, action: str, extra: list[Pair], channel: Channel | None = None) -> None:
        """Tell a callcenter event."""
        queue = [pair for pair in extra if pair[0] in ("CC-Queue", "CC-Agent")]
        first = queue[:1] if extra and extra[0] in queue else []
        rest = extra[len(first) :]
        self.ex.tell("CUSTOM", channel, [*first, ("CC-Action", action), *rest], SUBCLASS)

    def count(self, queue: str) -> None:
        waiting = sum(
            one.queue == queue and one.state in ("Waiting", "Trying") for one in self.members.values()
        )
        self.info(
            "members-count",
            [("CC-Queue", queue), ("CC-Count", str(waiting)), ("CC-Selection", "Single-Queue")],
        )

    def set_status(self, agent: Agent, status: str) -> None:
        """Change an agent's status; told even when it was that already, and it stops his telephone."""
        if status == "Available" and agent.status != "Available":
            agent.talk_time = agent.calls_answered = agent.no_answer_count = 0
        if status != "Available" or agent.status != "Available":
            agent.last_status_change = self.ex.epoch()
        agent.status = status
        if status != "Available":
            for member in self.members.values():
                if member.serving_agent == agent.name and member.state != "Answered":
                    for leg in list(member.legs):
                        hang_up(self.ex, leg, "ORIGINATOR_CANCEL")
        self.info("agent-status-change", [("CC-Agent", agent.name), ("CC-Agent-Status", status)])
        self.tick()

    def set_state(self, agent: Agent, state: str) -> None:
        """Change an agent's state."""
        agent.state = state
        if state == "Receiving":
            agent.last_offered_call = self.ex.epoch()
        self.info("agent-state-change", [("CC-Agent", agent.name), ("CC-Agent-State", state)])
        if state == "Waiting":
            self.tick()

    def wait_in_queue(self, channel: Channel, argument: str) -> Script:
        """The application `callcenter`: wait in a queue until an agent takes the call, or one goes."""
        ex = self.ex
        queue = self.queues.get(argument.strip())
        if queue is None:
            return "_none_"
        answer(ex, channel)
        member = self._join(channel, queue)
        music = [("Playback-File-Type", "local_stream"), ("Playback-File-Path", queue.of.music)]
        ex.tell("PLAYBACK_START", channel, music)
        reason, keys = "", channel.variable("cc_exit_keys")
        channel.pressed.clear()
        try:
            while not reason:
                yield Wait(channel.wake, SECOND)
                reason = self._times_out(member, queue) or _left_by_key(channel, keys)
        except (Hungup, Diverted) as error:
            ex.tell("PLAYBACK_STOP", channel, [*music, ("Playback-Status", "done")])
            found = isinstance(error, Diverted) and channel.variables.pop("cc_agent_found", None) is not None
            if found:
                channel.variables["cc_cause"] = "answered"
                queue.calls_answered += 1
                self.count(member.queue)
            else:
                self._cancel(member, channel, "BREAK_OUT")
            raise
        ex.tell("PLAYBACK_STOP", channel, [*music, ("Playback-Status", "done")])
        self._cancel(member, channel, reason)
        return "_none_"

    def _join(self, channel: Channel, queue: Queue) -> Member:
        ex = self.ex
        member = Member(
            ex.new_uuid(),
            queue.of.name,
            channel.uuid,
            channel.profile.number,
            channel.profile.name,
            ex.epoch(),
            ex.epoch(),
            base_score=_whole(channel.variable("cc_base_score")),
            channel=channel,
        )
        self.members[member.uuid] = member
        channel.variables |= {
            "cc_side": "member",
            "cc_member_uuid": member.uuid,
            "cc_queue_joined_epoch": str(member.joined),
            "cc_queue": member.queue,
        }
        self.info("member-queue-start", [("CC-Queue", member.queue), *_who(member)], channel)
        self.count(member.queue)
        self.tick()
        return member

    def _times_out(self, member: Member, queue: Queue) -> str:
        waited = self.ex.epoch() - member.joined
        if queue.of.max_wait_seconds and waited >= queue.of.max_wait_seconds:
            return "TIMEOUT"
        limit = queue.of.max_wait_no_agent_seconds
        if limit and waited >= limit and not self._reachable(queue.of.name):
            return "NO_AGENT_TIMEOUT"
        return ""

    def _reachable(self, queue: str) -> bool:
        names = {tier.agent for tier in self.tiers if tier.queue == queue}
        return any(agent.name in names and agent.status in _READY for agent in self.agents.values())

    def _cancel(self, member: Member, channel: Channel, reason: str) -> None:
        """The member leaves without an agent: whose telephone rings for him stops."""
        ex = self.ex
        member.state, member.session, member.abandoned = "Abandoned", "", ex.epoch()
        member.channel = None
        for leg in list(member.legs):
            hang_up(ex, leg, "ORIGINATOR_CANCEL")
        session = channel.uuid
        self.info(
            "member-queue-end",
            [
                ("CC-Queue", member.queue),
                ("CC-Member-Leaving-Time", str(ex.epoch())),
                ("CC-Member-Joined-Time", str(member.joined)),
                ("CC-Cause", "Cancel"),
                ("CC-Cancel-Reason", reason),
                *_who(member, session),
            ],
            channel,
        )
        channel.variables |= {
            "cc_queue_canceled_epoch": str(ex.epoch()),
            "cc_cause": "cancel",
            "cc_cancel_reason": reason,
        }
        queue = self.queues[member.queue]
        queue.calls_abandoned += 1
        self.count(member.queue)
        keep = queue.of.discard_abandoned_seconds * SECOND
        ex.agenda.after(keep, lambda: self.members.pop(member.uuid, None))

    def tick(self) -> None:
        """See soon whether anybody can be offered anybody."""
        if not self._ticking:
            self._ticking = True
            self.ex.agenda.after(DISPATCH, self._dispatch)

    def _dispatch(self) -> None:
        """Offer the longest waiting first; come back as long as somebody waits."""
        self._ticking = False
        now = self.ex.epoch()
        waiting = [one for one in self.members.values() if one.state == "Waiting" and one.channel is not None]
        for member in sorted(waiting, key=lambda one: -one.score(now)):
            for agent in self._ready_agents(member, now):
                self.ex.agenda.run(self._offer(member, agent))
                break
        if waiting:
            self.tick()

    def _ready_agents(self, member: Member, now: int) -> list[Agent]:
        tiers = sorted(
            (tier for tier in self.tiers if tier.queue == member.queue and tier.agent in self.agents),
            key=lambda tier: tier.level,
        )
        ready: list[tuple[int, int, int, Agent]] = []
        longest = self.queues[member.queue].of.strategy == "longest-idle-agent"
        for tier in tiers:
            agent = self.agents[tier.agent]
            rested = agent.last_bridge_end + agent.wrap_up_time
            free = agent.status in _READY and agent.state == "Waiting"
            if free and agent.ready_time <= now and (not agent.wrap_up_time or rested < now):
                idle = agent.last_bridge_end if longest else agent.last_offered_call
                ready.append((tier.level, idle, tier.position, agent))
        return [agent for *_, agent in sorted(ready, key=lambda one: one[:3])]

    def _offer(self, member: Member, agent: Agent) -> Script:
        """Ring an agent for a member, and see it through to the end of their call."""
        ex = self.ex
        member.state, member.serving_agent, member.serving_system = "Trying", agent.name, SYSTEM
        caller = member.channel
        assert caller is not None
        caller.locks += 1
        self.set_state(agent, "Receiving")
        self.info(
            "agent-offering",
            [
                ("CC-Queue", member.queue),
                ("CC-Agent", agent.name),
                ("CC-Agent-Type", agent.type),
                ("CC-Agent-System", SYSTEM),
                *_who(member),
            ],
        )
        called, session = ex.epoch(), member.session
        leg, cause = yield from self._ring(member, agent, caller)
        if leg is None:
            self._failed(member, agent, cause, called, session)
        elif not caller.up or member.state != "Trying":
            hang_up(ex, leg, "ORIGINATOR_CANCEL")
        else:
            leg.locks += 1
            yield from self._talk(member, agent, caller, leg, called)
            _release(leg)
        if agent.status == "Available (On Demand)" and leg is not None:
            self.set_state(agent, "Idle")
        else:
            self.set_state(agent, "Waiting")
        yield 0
        _release(caller)

    def _ring(self, member: Member, agent: Agent, caller: Channel) -> Script:
        dial = parse_dial(agent.contact)
        variables = {
            "cc_queue": member.queue,
            "cc_queue_joined_epoch": str(member.joined),
            "cc_member_uuid": member.uuid,
            "cc_member_session_uuid": member.session,
            "cc_member_pre_answer_uuid": member.uuid,
            "cc_agent": agent.name,
            "cc_agent_type": agent.type,
            "cc_side": "agent",
            "origination_caller_id_name": member.name,
            "origination_caller_id_number": member.number,
        }
        leg, cause = yield from originate(
            self.ex, dial, agent.call_timeout, None, variables, created=member.legs.append
        )
        for rung in member.legs:
            rung.variables.pop("cc_member_pre_answer_uuid", None)
        member.legs.clear()
        return leg, cause

    def _failed(self, member: Member, agent: Agent, cause: str, called: int, session: str) -> None:
        ex = self.ex
        if member.state == "Trying":
            member.state, member.serving_agent, member.serving_system = "Waiting", "", ""
        delay = 0
        if cause in ("ORIGINATOR_CANCEL", "LOSE_RACE"):
            pass
        elif cause == "USER_BUSY":
            delay = agent.busy_delay_time
        elif cause == "CALL_REJECTED":
            delay = agent.reject_delay_time
        elif cause == "USER_NOT_REGISTERED":
            delay = UNREGISTERED_DELAY_SECONDS
        else:
            delay = agent.no_answer_delay_time
            agent.no_answer_count += 1
            if 0 < agent.max_no_answer <= agent.no_answer_count:
                self.info(
                    "agent-max-no-answer",
                    [
                        ("CC-Agent", agent.name),
                        ("CC-Agent-No-Answer-Count", str(agent.max_no_answer)),
                        ("CC-Agent-No-Answer-Status", "On Break"),
                        ("CC-Member-UUID", member.uuid),
                        ("CC-Member-Session-UUID", session),
                    ],
                )
                self.set_status(agent, "On Break")
        if delay:
            agent.ready_time = ex.epoch() + delay
        self.info(
            "bridge-agent-fail",
            [
                ("CC-Queue", member.queue),
                ("CC-Hangup-Cause", cause),
                ("CC-Agent", agent.name),
                ("CC-Agent-System", SYSTEM),
                ("CC-Agent-Called-Time", str(called)),
                ("CC-Agent-Aborted-Time", str(ex.epoch())),
                *_who(member, session),
                ("CC-Member-Joined-Time", str(member.joined)),
            ],
        )

    def _talk(self, member: Member, agent: Agent, caller: Channel, leg: Channel, called: int) -> Script:
        ex = self.ex
        answered = ex.epoch()
        times: list[Pair] = [
            ("CC-Agent-Called-Time", str(called)),
            ("CC-Agent-Answered-Time", str(answered)),
        ]
        about: list[Pair] = [
            ("CC-Queue", member.queue),
            ("CC-Agent", agent.name),
            ("CC-Agent-System", SYSTEM),
            ("CC-Agent-UUID", leg.uuid),
        ]
        joined: Pair = ("CC-Member-Joined-Time", str(member.joined))
        session = member.session
        self.info("bridge-agent-start", [*about, *times, joined, *_who(member)], leg)
        if self.queues[member.queue].of.record:
            path = self._tape(caller)
            caller.variables["cc_record_filename"] = path
            start_tape(ex, caller, path)
        caller.variables |= {"cc_agent_found": "true", "cc_agent_uuid": leg.uuid}
        agent.last_bridge_start, agent.uuid = answered, leg.uuid
        join(ex, caller, leg)
        while leg.up and caller.up and leg.bridge is None:
            yield Wait(leg.news, SECOND)
        member.state, member.bridged = "Answered", answered
        for channel in (caller, leg):
            channel.variables |= {"cc_agent_bridged": "true", "cc_agent": agent.name}
        caller.variables["cc_queue_answered_epoch"] = str(answered)
        self.set_state(agent, "In a queue call")
        agent.calls_answered += 1
        while leg.up:
            yield Wait(leg.news)
        yield POLL
        now = ex.epoch()
        agent.last_bridge_end, agent.uuid = now, ""
        agent.talk_time += now - answered
        terminated: Pair = ("CC-Bridge-Terminated-Time", str(now))
        success: Pair = ("CC-Hangup-Cause", "SUCCESS")
        ended = [about[0], success, *about[1:], ("CC-Agent-Bridged", "true")]
        self.info("bridge-agent-end", [*ended, *times, terminated, joined, *_who(member, session)], leg)
        self.members.pop(member.uuid, None)
        caller.variables["cc_queue_terminated_epoch"] = str(now)
        self.info(
            "member-queue-end",
            [
                about[0],
                success,
                ("CC-Cause", "Terminated"),
                *about[1:],
                *times,
                ("CC-Member-Leaving-Time", str(now)),
                joined,
                *_who(member, session),
            ],
            caller,
        )

    def _tape(self, caller: Channel) -> str:
        stamp = self.ex.local(self.ex.now).replace(" ", "-").replace(":", "-")
        who = f"{caller.profile.destination}.{caller.profile.number}.{caller.uuid}"
        return f"{self.ex.setting.recordings}/{stamp}.{who}.wav"


def _release(channel: Channel) -> None:
    channel.locks -= 1
    if not channel.locks:
        channel.unlocked.fire()


def _who(member: Member, session: str = "") -> list[Pair]:
    return [
        ("CC-Member-UUID", member.uuid),
        ("CC-Member-Session-UUID", session or member.session),
        ("CC-Member-CID-Name", member.name),
        ("CC-Member-CID-Number", member.number),
    ]


def _left_by_key(channel: Channel, keys: str) -> str:
    """Return why a caller leaves who has pressed one of these keys; empty: none."""
    while channel.pressed:
        if (key := channel.pressed.popleft()) in keys:
            channel.variables["cc_exit_key"] = key
            return "EXIT_WITH_KEY"
    return ""


def _whole(text: str) -> int:
    return int(text) if text.isascii() and text.isdigit() and len(text) < 10 else 0
