"""Matching by simulating the automaton: no backtracking, work at most text length times program size.

After Pike's machine (R. Cox, "Regular Expression Matching: the Virtual Machine Approach", 2009): a list of
threads in order of preference steps over the text together; a thread reaching an instruction that another
one reached before it at the same place is dropped, so the leftmost, preferred match is found, as by
backtracking.
"""

from __future__ import annotations

from collections.abc import Callable

from engine.feel.regex.charset import CharSet
from engine.feel.regex.tree import Alternatives, Anchor, Characters, Group, Repeat, Sequence, Tree
from engine.feel.values.undefined import NotDefined
from engine.words import Words

MOST_INSTRUCTIONS = 5_000
_CHARACTER, _ANCHOR, _SPLIT, _JUMP, _SAVE, _MATCH = range(6)
_Instruction = tuple[int, object, int]
Span = tuple[int, int]


class Program:
    """The compiled automaton; `groups` is the number of captures without the whole match."""

    __slots__ = ("_code", "groups")

    def __init__(self, tree: Tree, groups: int) -> None:
        self.groups = groups
        self._code: list[_Instruction] = []
        self._add(tree)
        self._code.append((_MATCH, None, 0))

    def search(self, text: str, start: int, spend: Callable[[int], None]) -> tuple[Span | None, ...] | None:
        """Return the spans of the leftmost match from `start` and its groups, or None.

        `spend` is called with the steps taken, and may raise.
        """
        saved: tuple[int, ...] = (-1,) * (2 * self.groups + 2)
        threads: list[tuple[int, tuple[int, ...]]] = []
        best: tuple[int, ...] | None = None
        for at in range(start, len(text) + 1):
            if best is None:
                seen = {pc for pc, _ in threads}
                self._follow(threads, seen, 0, (at, *saved[1:]), text, at)
            elif not threads:
                break
            spend(len(threads))
            code = ord(text[at]) if at < len(text) else -1
            following: list[tuple[int, tuple[int, ...]]] = []
            seen = set()
            for pc, captures in threads:
                kind, argument, _ = self._code[pc]
                if kind == _MATCH:
                    best = (captures[0], at, *captures[2:])
                    break
                if code >= 0 and isinstance(argument, CharSet) and code in argument:
                    self._follow(following, seen, pc + 1, captures, text, at + 1)
            threads = following
        return None if best is None else _spans(best)

    def _follow(
        self,
        threads: list[tuple[int, tuple[int, ...]]],
        seen: set[int],
        pc: int,
        captures: tuple[int, ...],
        text: str,
        at: int,
    ) -> None:
        """Add the thread at `pc`, following everything that takes no character, preferred ways first."""
        waiting = [(pc, captures)]
        while waiting:
            pc, captures = waiting.pop()
            if pc in seen:
                continue
            seen.add(pc)
            kind, argument, other = self._code[pc]
            if kind == _JUMP:
                waiting.append((other, captures))
            elif kind == _SPLIT:
                first, second = (other, pc + 1) if argument else (pc + 1, other)
                waiting.append((second, captures))
                waiting.append((first, captures))
            elif kind == _SAVE:
                waiting.append((pc + 1, (*captures[:other], at, *captures[other + 1 :])))
            elif kind == _ANCHOR:
                if isinstance(argument, Anchor) and _holds(argument, text, at):
                    waiting.append((pc + 1, captures))
            else:
                threads.append((pc, captures))

    def _add(self, tree: Tree) -> None:
        if len(self._code) > MOST_INSTRUCTIONS:
            raise NotDefined(Words("the pattern repeats too much", "模式的重复过多"))
        match tree:
            case Characters(members):
                self._code.append((_CHARACTER, members, 0))
            case Anchor():
                self._code.append((_ANCHOR, tree, 0))
            case Sequence(parts):
                for part in parts:
                    self._add(part)
            case Alternatives(branches):
                self._add_alternatives(branches)
            case Group(part, None):
                self._add(part)
            case Group(part, int(number)):
                self._code.append((_SAVE, None, 2 * number))
                self._add(part)
                self._code.append((_SAVE, None, 2 * number + 1))
            case Repeat(part, low, high, greedy):
                self._add_repeat(part, low, high, greedy)
            case _:
                raise NotDefined(
                    Words(
                        "a pattern with back-references could take too long on this text",
                        "带反向引用的模式在这段文本上可能太慢",
                    )
                )

    def _add_alternatives(self, branches: tuple[Tree, ...]) -> None:
        jumps: list[int] = []
        for branch in branches[:-1]:
            split = self._reserve()
            self._add(branch)
            jumps.append(self._reserve())
            self._code[split] = (_SPLIT, False, len(self._code))
        self._add(branches[-1])
        for jump in jumps:
            self._code[jump] = (_JUMP, None, len(self._code))

    def _add_repeat(self, part: Tree, low: int, high: int | None, greedy: bool) -> None:
        """A split prefers the next instruction when it enters greedily, else the one after the part."""
        for _ in range(low):
            self._add(part)
        if high is None:
            split = self._reserve()
            self._add(part)
            self._code.append((_JUMP, None, split))
            self._code[split] = (_SPLIT, not greedy, len(self._code))
            return
        splits: list[int] = []
        for _ in range(high - low):
            splits.append(self._reserve())
            self._add(part)
        for split in splits:
            self._code[split] = (_SPLIT, not greedy, len(self._code))

    def _reserve(self) -> int:
        self._code.append((_JUMP, None, 0))
        return len(self._code) - 1


def _holds(anchor: Anchor, text: str, at: int) -> bool:
    if anchor.at_start:
        return at == 0 or (anchor.multiline and text[at - 1] == "\n")
    return at == len(text) or (anchor.multiline and text[at] == "\n")


def _spans(captures: tuple[int, ...]) -> tuple[Span | None, ...]:
    pairs = zip(captures[::2], captures[1::2], strict=True)
    return tuple((start, end) if start >= 0 and end >= 0 else None for start, end in pairs)
