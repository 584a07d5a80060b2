"""A gateway described in a file: where it is, what it is sent, how it is signed, and what it answers.

    {"url": "https://sms.example/send",
     "headers": {"X-App": "huan"},
     "body": {"mobile": "{national}", "content": "{text}", "time": "{timestamp}", "sign": "{signature}"},
     "signature": {"algorithm": "hmac-sha256", "of": "{national}{text}{timestamp}", "encoding": "hex"},
     "answer": {"field": "code", "sent": ["0"], "later": ["busy"]}}

So every gateway that takes JSON is a matter of settings; one that does not is another `SmsGateway`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlsplit

import orjson

from engine.errors import InvalidInput
from engine.words import Words

#: What may stand in a body, a header, or what is signed; `signature` not in what is signed.
PLACEHOLDERS = frozenset({"to", "national", "text", "id", "timestamp", "signature"})
ALGORITHMS = ("hmac-sha256", "hmac-sha1", "sha256")
ENCODINGS = ("hex", "base64")
MOST_BYTES = 65_536
_PLACEHOLDER = re.compile(r"\{([A-Za-z_]*)\}")
_HEADER = re.compile(r"[A-Za-z0-9!#$%&'*+.^_`|~-]+")


@dataclass(frozen=True)
class Signature:
    """How a request is signed with the secret: `of` is what; `sha256` hashes the secret behind it."""

    algorithm: str
    of: str
    encoding: str = "hex"


@dataclass(frozen=True)
class AnswerRule:
    """What an answer says: the text of its `field` is among `sent`, or `later`; otherwise it was refused."""

    field: str
    sent: frozenset[str]
    later: frozenset[str] = frozenset()


@dataclass(frozen=True)
class GatewayDescription:
    """A gateway. `answer` None: any success of HTTP means that it was taken."""

    url: str
    body: Mapping[str, Any]
    headers: Mapping[str, str] = field(default_factory=dict)
    signature: Signature | None = None
    answer: AnswerRule | None = None


def read_description(text: bytes, name: str) -> GatewayDescription:
    """Read a description from JSON. `name` says in errors which file it was.

    Raises:
        InvalidInput: it is none; the message says which member and what was expected.
    """
    try:
        return _description(orjson.loads(text[: MOST_BYTES + 1]))
    except (orjson.JSONDecodeError, _Wrong) as error:
        told = error.told if isinstance(error, _Wrong) else Words("is no JSON", "不是 JSON")
        raise InvalidInput(
            Words(f"{name} describes no SMS gateway: {told}", f"{name} 不是短信网关的描述：{told.zh}")
        ) from error


class _Wrong(Exception):
    def __init__(self, where: str, must: Words) -> None:
        super().__init__(where)
        self.told = Words(f"{where} must be {must}", f"{where} 必须{must.zh}")


def _description(given: Any) -> GatewayDescription:
    top = _members(given, "the file", {"url", "headers", "body", "signature", "answer"}, {"url", "body"})
    url = _text(top["url"], "url")
    parts = urlsplit(url)
    if parts.scheme not in ("http", "https") or not parts.hostname or parts.username is not None:
        raise _Wrong(
            "url", Words("http:// or https://, without a user", "是 http:// 或 https://，不带用户名")
        )
    body = _members(top["body"], "body", None, set())
    headers = {
        name: _text(value, f"headers.{name}")
        for name, value in _members(top.get("headers", {}), "headers", None, set()).items()
    }
    for name, value in headers.items():
        if not _HEADER.fullmatch(name) or not value.isprintable() or not value.isascii():
            raise _Wrong(f"headers.{name}", Words("one line of visible ASCII", "是一行可见的 ASCII 字符"))
    signature = _signature(top["signature"]) if "signature" in top else None
    allowed = PLACEHOLDERS if signature is not None else PLACEHOLDERS - {"signature"}
    for where, leaf in (*_leaves(body, "body"), *_leaves(headers, "headers")):
        _check(leaf, where, allowed)
    return GatewayDescription(
        url, body, headers, signature, _answer(top["answer"]) if "answer" in top else None
    )


def _signature(given: Any) -> Signature:
    found = _members(given, "signature", {"algorithm", "of", "encoding"}, {"algorithm", "of"})
    algorithm = _one_of(found["algorithm"], "signature.algorithm", ALGORITHMS)
    encoding = _one_of(found.get("encoding", "hex"), "signature.encoding", ENCODINGS)
    of = _text(found["of"], "signature.of")
    _check(of, "signature.of", PLACEHOLDERS - {"signature"})
    return Signature(algorithm, of, encoding)


def _answer(given: Any) -> AnswerRule:
    found = _members(given, "answer", {"field", "sent", "later"}, {"field", "sent"})

    def words(name: str) -> frozenset[str]:
        values = found.get(name, [])
        if not isinstance(values, list) or not all(isinstance(one, str | int) for one in values):
            raise _Wrong(f"answer.{name}", Words("a list of texts or numbers", "是文本或数字的列表"))
        return frozenset(str(one) for one in values)

    return AnswerRule(_text(found["field"], "answer.field"), words("sent"), words("later"))


def _members(given: Any, where: str, known: set[str] | None, needed: set[str]) -> dict[str, Any]:
    if not isinstance(given, dict):
        raise _Wrong(where, Words("an object", "是对象"))
    unknown = sorted(set(given) - known) if known is not None else []
    if unknown:
        raise _Wrong(
            f"{where}.{unknown[0]}",
            Words(
                f"left out; known: {', '.join(sorted(known or ()))}",
                f"去掉；已知：{'、'.join(sorted(known or ()))}",
            ),
        )
    for name in sorted(needed - set(given)):
        raise _Wrong(f"{where}.{name}", Words("given", "给出"))
    return given


def _text(value: Any, where: str) -> str:
    if not isinstance(value, str) or not value:
        raise _Wrong(where, Words("a text", "是文本"))
    return value


def _one_of(value: Any, where: str, known: tuple[str, ...]) -> str:
    if value not in known:
        raise _Wrong(where, Words(f"one of {', '.join(known)}", f"是 {'、'.join(known)} 之一"))
    return str(value)


def _leaves(value: Any, where: str) -> Iterator[tuple[str, str]]:
    if isinstance(value, str):
        yield where, value
    elif isinstance(value, dict):
        for name, one in value.items():
            yield from _leaves(one, f"{where}.{name}")
    elif isinstance(value, list):
        for number, one in enumerate(value):
            yield from _leaves(one, f"{where}[{number}]")


def _check(text: str, where: str, allowed: frozenset[str]) -> None:
    for name in _PLACEHOLDER.findall(text):
        if name not in allowed:
            shown = ", ".join(f"{{{one}}}" for one in sorted(allowed))
            raise _Wrong(where, Words(f"made with {shown} only", f"只用 {shown}"))


def filled(value: Any, values: Mapping[str, str]) -> Any:
    """Return a part of a description with its placeholders filled; what a value says is not looked into."""
    if isinstance(value, str):
        return _PLACEHOLDER.sub(lambda found: values[found.group(1)], value)
    if isinstance(value, dict):
        return {name: filled(one, values) for name, one in value.items()}
    if isinstance(value, list):
        return [filled(one, values) for one in value]
    return value
