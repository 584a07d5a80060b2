"""How an exchange reaches telephones and the outside: what the operator set up, as dial strings."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field

from engine.calling.numbers import dialable

AGENT, NUMBER = "{agent}", "{number}"
#: `user/1001@domain`, `sofia/gateway/trunk/0571…`, `sofia/internal/1001@10.0.3.7:5060`: nothing that begins
#: another destination, a variable, an application or another argument.
_ADDRESS = re.compile(
    r"(?:user|sofia)(?:/[A-Za-z0-9_.+%-]+)*/[A-Za-z0-9_.+-]+(?:@[A-Za-z0-9_.-]+(?::[0-9]{1,5})?)?"
)
_AGENT = re.compile(r"[A-Za-z0-9_.-]{1,40}")


@dataclass(frozen=True)
class Dialling:
    """How a node dials. `telephones` has `{agent}` where the telephone's name stands, `trunk` has `{number}`.

    `trunk` None: nothing outside can be dialled. `caller_id` is the number that others see, None: the trunk's
    own. `supervision_tone`: whoever is listened in on hears a tone first. `peers` are dial strings of other
    exchanges, by our names for them: who is sent there joins a queue of theirs.
    """

    telephones: str = "user/{agent}"
    trunk: str | None = None
    caller_id: str | None = None
    supervision_tone: bool = False
    peers: Mapping[str, str] = field(default_factory=dict, hash=False)

    def telephone(self, agent: str) -> str:
        """Return the dial string of an agent's telephone; `agent` may carry its domain, as in `1001@default`.

        Raises:
            ValueError: it is no name of a telephone.
        """
        name = agent.partition("@")[0]
        if not _AGENT.fullmatch(name):
            raise ValueError("no name of a telephone")
        return self.telephones.replace(AGENT, name)

    def outside(self, number: str) -> str:
        """Return the dial string of an outside number in the form of `canonical`.

        Raises:
            ValueError: it is none, or there is no trunk.
        """
        if self.trunk is None:
            raise ValueError("no trunk")
        return self.trunk.replace(NUMBER, dialable(number))


def is_telephones(text: str) -> bool:
    """Answer whether this can stand for all telephones of a node."""
    return text.count(AGENT) == 1 and is_address(text.replace(AGENT, "1001"))


def is_trunk(text: str) -> bool:
    """Answer whether this can stand for all outside numbers."""
    return text.count(NUMBER) == 1 and is_address(text.replace(NUMBER, "110"))


def is_address(text: str) -> bool:
    """Answer whether this is one dial string and nothing else."""
    return _ADDRESS.fullmatch(text) is not None
