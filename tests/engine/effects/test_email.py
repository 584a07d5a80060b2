"""E-mail is sent once: what the server said decides whether it may be tried again."""

from __future__ import annotations

import email
from collections.abc import Iterator
from email.policy import default

import pytest

from engine.effects import EffectCall, EffectFailed, Email, MailServer
from engine.notices import is_address
from tests.engine.effects.mail_server import FakeMailServer
from tests.servers import free_port

MAIL = {"to": "desk@example.com", "subject": "催办 2026112300017", "text": "请尽快处理\n.\n..\n完"}


@pytest.fixture
def server() -> Iterator[FakeMailServer]:
    made = FakeMailServer()
    yield made
    made.close()


def send(port: int, payload: dict[str, str] = MAIL, security: str = "none") -> EffectFailed | None:
    sender = Email(MailServer("127.0.0.1", port, "huan@utility.example", security))
    try:
        assert sender(EffectCall("0199-key", payload, 1, None, None)) == {"sent": True}
    except EffectFailed as failure:
        return failure
    return None


def test_a_mail_arrives_as_it_was_written(server: FakeMailServer) -> None:
    assert send(server.port) is None
    ((sender, to, content),) = server.taken
    assert (sender, to) == ("FROM:<huan@utility.example>", "TO:<desk@example.com>")
    message = email.message_from_bytes(content, policy=default)
    assert message["Subject"] == "催办 2026112300017"
    assert message["Message-ID"] == "<0199-key@utility.example>", "a second attempt would carry the same"
    assert message["Auto-Submitted"] == "auto-generated"
    assert message.get_content().splitlines() == MAIL["text"].splitlines()


@pytest.mark.parametrize(
    ("says", "permanent", "unknown"),
    [
        ({"CONNECT": "421 busy"}, False, False),
        ({"MAIL": "451 later"}, False, False),
        ({"RCPT": "550 no such user"}, True, False),
        ({"RCPT": "450 full"}, False, False),
        ({"RCPT": ""}, False, False),
        ({"DATA": "554 no"}, True, False),
        ({"MESSAGE": "451 later"}, False, False),
        ({"MESSAGE": "554 is spam"}, True, False),
        ({"MESSAGE": ""}, False, True),
    ],
    ids=str,
)
def test_only_a_lost_answer_to_the_message_itself_is_unknown(
    server: FakeMailServer, says: dict[str, str], permanent: bool, unknown: bool
) -> None:
    server.says = says
    failure = send(server.port)
    assert failure is not None
    assert (failure.permanent, failure.unknown) == (permanent, unknown)


def test_where_nobody_listens_nothing_was_sent() -> None:
    failure = send(free_port())
    assert failure is not None
    assert (failure.permanent, failure.unknown) == (False, False)


def test_a_server_without_encryption_gets_nothing_when_encryption_is_wanted(server: FakeMailServer) -> None:
    failure = send(server.port, security="starttls")
    assert failure is not None
    assert not failure.unknown
    assert server.taken == []


@pytest.mark.parametrize(
    "wrong",
    [
        {"to": "desk@example.com\r\nBcc: all@example.com"},
        {"to": "a@example.com, b@example.com"},
        {"to": "<desk@example.com>"},
        {"to": "李@example.com"},
        {"subject": "x\r\nBcc: all@example.com"},
        {"subject": "x\u2028y"},
        {"subject": "x" * 201},
        {"text": ""},
        {"text": "x" * 100_001},
    ],
    ids=str,
)
def test_nothing_hostile_becomes_a_header(server: FakeMailServer, wrong: dict[str, str]) -> None:
    failure = send(server.port, {**MAIL, **wrong})
    assert failure is not None
    assert failure.permanent
    assert server.taken == []


def test_what_an_address_is() -> None:
    assert is_address("a.b+c@mail.example.cn")
    assert not any(
        map(is_address, ("a", "a@", "@b", "a@b@c", "a b@c", ".a@b", "a@-b", "a@b..c", "x" * 65 + "@b"))
    )
