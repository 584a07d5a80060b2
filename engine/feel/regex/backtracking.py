"""The tree as a pattern of Python's re."""

from __future__ import annotations

from engine.feel.regex.tree import (
    Alternatives,
    Anchor,
    BackReference,
    Characters,
    Group,
    Repeat,
    Sequence,
    Tree,
)

_ANCHORS = {
    (True, False): r"\A",
    (False, False): r"\Z",
    (True, True): r"(?:\A|(?<=\n))",
    (False, True): r"(?=\n|\Z)",
}


def source(tree: Tree) -> str:
    """Return the text to give to re.compile, without flags."""
    match tree:
        case Characters(members):
            return members.source()
        case Anchor(at_start, multiline):
            return _ANCHORS[at_start, multiline]
        case Sequence(parts):
            return "".join(f"(?:{source(p)})" if isinstance(p, Alternatives) else source(p) for p in parts)
        case Alternatives(branches):
            return "|".join(source(branch) for branch in branches)
        case Group(part, number):
            return f"({source(part)})" if number is not None else f"(?:{source(part)})"
        case Repeat(part, low, high, greedy):
            return f"(?:{source(part)}){{{low},{'' if high is None else high}}}{'' if greedy else '?'}"
        case BackReference(number, ignore_case):
            # An unset group matches nothing in re, the empty string in XPath.
            flag = "i" if ignore_case else ""
            return f"(?{flag}:(?({number})\\{number}|))"
    raise AssertionError(f"no pattern for {tree}")
