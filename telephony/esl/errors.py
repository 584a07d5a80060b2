"""Every error of the event socket, drawn as one tree.

    EslError                       every error of the event socket
    ├── CommandRefused             a command of ours cannot be sent as it is: nothing was written
    ├── ConnectionClosed           the connection has ended; open a new one and reconcile
    ├── AccessRefused              the access list of the server refuses this address (text/rude-rejection)
    ├── AuthenticationRefused      the server refuses the password
    └── StreamFault                the bytes cannot be understood from here on
        ├── MalformedMessage       not what the protocol says
        ├── MessageTooLarge        a line, header block or body exceeds its limit
        ├── UnsupportedFormat      a message that we do not read (text/event-xml)
        ├── UnexpectedReply        a reply that no command of ours asked for
        └── EarlyEof               the stream ended inside a message, or before a reply

A fault on a stream is final: everything complete before it has been delivered, the connection must be
closed. `offset` counts bytes from the start of the stream, 0 for the first; `expected` says in words what
should have been there.
"""

from __future__ import annotations

from typing import Any

from engine.errors import HuanError
from engine.words import Words


class EslError(HuanError):
    """The root of the event socket's errors.

    They tell operators, in logs, of bytes and protocol, and stay in English as FreeSWITCH's own do.
    """

    code = "esl"

    def __init__(self, message: str, **attributes: Any) -> None:
        super().__init__(Words.same(message), **attributes)


class CommandRefused(EslError):
    """A command of ours cannot be sent as it is; nothing was written."""

    code = "esl-command-refused"


class ConnectionClosed(EslError):
    """The connection has ended; open a new one, then reconcile with `show channels as json`."""

    code = "esl-connection-closed"


class LocatedError(EslError):
    """An error at a place in the stream: `offset` in bytes from its start, `expected` in words."""

    def __init__(self, problem: str, offset: int, expected: str) -> None:
        super().__init__(
            f"byte {offset} of the stream: {problem}; expected {expected}", offset=offset, expected=expected
        )
        self.problem = problem
        self.offset = offset
        self.expected = expected


class AccessRefused(LocatedError):
    """The server's access list refuses this address: add it to the list that event_socket.conf names."""

    code = "esl-access-refused"


class AuthenticationRefused(LocatedError):
    """The server refuses the password or the user: correct the node's setting; trying again cannot help."""

    code = "esl-authentication-refused"


class StreamFault(LocatedError):
    """The bytes cannot be understood from `offset` on."""

    code = "esl-stream-fault"


class MalformedMessage(StreamFault):
    """The bytes are not what the protocol says."""

    code = "esl-malformed-message"


class MessageTooLarge(StreamFault):
    """A line, a header block or an announced body exceeds its limit; it was not buffered."""

    code = "esl-message-too-large"


class UnsupportedFormat(StreamFault):
    """A well-formed message of a kind that is not read, such as text/event-xml."""

    code = "esl-unsupported-format"


class UnexpectedReply(StreamFault):
    """A reply came though no command waits for one: commands and replies are out of step."""

    code = "esl-unexpected-reply"


class EarlyEof(StreamFault):
    """The stream ended inside a message, or while commands were waiting for their replies."""

    code = "esl-early-eof"
