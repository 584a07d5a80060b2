"""Conferences: who is in a room, and what `conference::maintenance` tells of it."""

from __future__ import annotations

from dataclasses import dataclass, field

from telephony.simulator.agenda import Script, Wait
from telephony.simulator.channel import Channel, Diverted, Hungup
from telephony.simulator.core import Core
from telephony.simulator.legs import answer, hang_up
from telephony.simulator.notices import Pair

SUBCLASS = "conference::maintenance"


@dataclass(slots=True, eq=False)
class Conference:
    """A room; members by number, which the exchange gives away once."""

    name: str
    uuid: str
    members: dict[int, Channel] = field(default_factory=dict)
    muted: set[int] = field(default_factory=set)


def tell(
    ex: Core, room: Conference, action: str, member: int | None = None, channel: Channel | None = None
) -> None:
    """Tell what happens in a room, to a member or to the room itself."""
    head: list[Pair] = [
        ("Conference-Name", room.name),
        ("Conference-Domain", ex.setting.domain),
        ("Conference-Size", str(len(room.members))),
        ("Conference-Ghosts", "0"),
        ("Conference-Profile-Name", "default"),
        ("Conference-Unique-ID", room.uuid),
    ]
    tail: list[Pair] = []
    if member is not None:
        tail = [
            ("Hear", "true"),
            ("Speak", "false" if member in room.muted else "true"),
            ("Member-ID", str(member)),
            ("Member-Type", "member"),
        ]
    ex.tell("CUSTOM", channel, [*tail, ("Action", action)], SUBCLASS, first=head)


class Conferences:
    """The rooms of one exchange, by name, and how many members it has had."""

    def __init__(self) -> None:
        self.rooms: dict[str, Conference] = {}
        self._members = 0

    def clear(self) -> None:
        """Forget all of them: the core has ended."""
        self.rooms.clear()
        self._members = 0

    def confer(self, ex: Core, channel: Channel, argument: str) -> Script:
        """The application `conference`: be in a room until one is hung up or sent away."""
        name = argument.partition("@")[0].partition("+")[0]
        answer(ex, channel)
        room = self.rooms.get(name)
        if room is None:
            room = self.rooms[name] = Conference(name, ex.new_uuid())
            tell(ex, room, "conference-create")
        self._members += 1
        number = self._members
        room.members[number] = channel
        channel.variables |= {"conference_name": name, "conference_member_id": str(number)}
        tell(ex, room, "add-member", number, channel)
        try:
            while number in room.members:
                yield Wait(channel.wake)
        except (Hungup, Diverted):
            self._leave(ex, room, number, channel)
            raise
        self._leave(ex, room, number, channel)
        return "_none_"

    def _leave(self, ex: Core, room: Conference, number: int, channel: Channel) -> None:
        """A member is out; the room ends with its last one."""
        room.members.pop(number, None)
        tell(ex, room, "del-member", number, channel)
        if not room.members and self.rooms.get(room.name) is room:
            del self.rooms[room.name]
            tell(ex, room, "conference-destroy")

    def command(self, ex: Core, argument: str) -> str:
        """The API command `conference ROOM ACTION [MEMBER|all]`."""
        words = argument.split()
        if words[:1] == ["list"] or len(words) < 2:
            rooms = (
                f"Conference {room.name} ({len(room.members)} members)\n" for room in self.rooms.values()
            )
            return "".join(rooms) or "+OK No active conferences.\n"
        room = self.rooms.get(words[0])
        if room is None:
            return f"-ERR Conference {words[0]} not found\n"
        action, who = words[1], words[2] if len(words) > 2 else ""
        if action == "list":
            return "".join(
                f"{number};{channel.name};{channel.uuid};{channel.profile.name};{channel.profile.number};"
                "hear|speak;0;0;100\n"
                for number, channel in room.members.items()
            )
        if who == "all":
            chosen = sorted(room.members, reverse=True)
        else:
            chosen = [number for number in room.members if str(number) == who]
        if not chosen:
            return f"Non-Existant ID {who}\n"
        members = [room.members[number] for number in sorted(chosen)]
        answers = "".join(_act(ex, room, action, number) for number in chosen)
        for channel in members:
            channel.wake.fire()
        return answers


def _act(ex: Core, room: Conference, action: str, number: int) -> str:
    channel = room.members[number]
    if action in ("hup", "kick"):
        tell(ex, room, f"{action}-member", number, channel)
        del room.members[number]
        if action == "kick":
            hang_up(ex, channel)
        return f"+OK {'hup' if action == 'hup' else 'kicked'} {number}\n"
    if action in ("mute", "unmute"):
        room.muted.add(number) if action == "mute" else room.muted.discard(number)
        tell(ex, room, f"{action}-member", number, channel)
        return f"+OK {action} {number}\n"
    return f"-ERR unknown command {action}\n"
