"""Reads an XPath regular expression (XPath functions and operators, clause 7.6.1; XML Schema appendix G).

Raises NotDefined with the reason when the text is none, where XPath has an error.
"""

from __future__ import annotations

import re

from engine.feel.regex import characters
from engine.feel.regex.charset import CharSet
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
from engine.feel.values.undefined import NotDefined
from engine.words import Words

_SINGLE = {"n": "\n", "r": "\r", "t": "\t", **{character: character for character in "\\|.?*+(){}-[]^$"}}
_SPECIAL = frozenset(".\\?*+{}()[]|^$")
_COUNT = re.compile(r"\{([0-9]{1,6})(?:(,)([0-9]{1,6})?)?\}")
_DEEPEST = 50
_MOST_REPEATS = 1000


def read(pattern: str, flags: str) -> tuple[Tree, int]:
    """Return the tree of `pattern` and the number of its groups; flags are any of s, m, i, x."""
    if not set(flags) <= set("smix"):
        raise NotDefined(
            Words(
                f'the flags "{flags}" are not made of s, m, i and x', f'标志 "{flags}" 只能由 s、m、i、x 组成'
            )
        )
    reader = _Reader(_without_space(pattern) if "x" in flags else pattern, frozenset(flags))
    tree = reader.alternatives()
    if reader.at < len(reader.text):
        raise reader.unexpected(reader.text[reader.at])
    return tree, reader.groups


def _without_space(pattern: str) -> str:
    """Take white space away outside `[...]` (flag x)."""
    parts: list[str] = []
    depth = 0
    escaped = False
    for character in pattern:
        if not depth and character in "\t\n\r ":
            continue
        parts.append(character)
        if escaped or character == "\\":
            escaped = not escaped
        else:
            depth += (character == "[") - (character == "]" and depth > 0)
    return "".join(parts)


class _Reader:
    def __init__(self, text: str, flags: frozenset[str]) -> None:
        self.text = text
        self.flags = flags
        self.at = 0
        self.depth = 0
        self.groups = 0
        self.open_groups: set[int] = set()

    def unexpected(self, character: str) -> NotDefined:
        return self.wrong(Words(f"unexpected `{character}`", f"意外的 `{character}`"))

    def wrong(self, problem: Words) -> NotDefined:
        return NotDefined(
            Words(
                f"the pattern is not a regular expression: {problem} at {self.at + 1}",
                f"模式不是正则表达式：第 {self.at + 1} 个字符处，{problem.zh}",
            )
        )

    def peek(self) -> str:
        return self.text[self.at : self.at + 1]

    def take(self) -> str:
        character = self.peek()
        if not character:
            raise self.wrong(Words("it ends too early", "过早结束"))
        self.at += 1
        return character

    def accept(self, text: str) -> bool:
        if self.text.startswith(text, self.at):
            self.at += len(text)
            return True
        return False

    def alternatives(self) -> Tree:
        self.depth += 1
        if self.depth > _DEEPEST:
            raise self.wrong(Words("too many nested groups", "分组嵌套过多"))
        branches = [self.branch()]
        while self.accept("|"):
            branches.append(self.branch())
        self.depth -= 1
        return branches[0] if len(branches) == 1 else Alternatives(tuple(branches))

    def branch(self) -> Tree:
        parts: list[Tree] = []
        while self.peek() not in ("", "|", ")"):
            parts.append(self.piece())
        return parts[0] if len(parts) == 1 else Sequence(tuple(parts))

    def piece(self) -> Tree:
        atom = self.atom()
        count = self.count()
        if count is None:
            return atom
        if isinstance(atom, Anchor):
            raise self.wrong(Words("`^` and `$` cannot be repeated", "`^` 和 `$` 不能重复"))
        return Repeat(atom, *count, greedy=not self.accept("?"))

    def count(self) -> tuple[int, int | None] | None:
        if self.accept("?"):
            return 0, 1
        if self.accept("*"):
            return 0, None
        if self.accept("+"):
            return 1, None
        if self.peek() != "{":
            return None
        match = _COUNT.match(self.text, self.at)
        if match is None:
            raise self.wrong(
                Words("`{` does not begin a count such as {2,5}", "`{` 之后不是 {2,5} 这样的次数")
            )
        self.at = match.end()
        low = int(match[1])
        high = int(match[3]) if match[3] else (None if match[2] else low)
        if high is not None and high < low:
            raise self.wrong(Words("a count ends below its start", "次数的上限小于下限"))
        if max(low, high or 0) > _MOST_REPEATS:
            raise self.wrong(Words(f"more than {_MOST_REPEATS} repeats", f"重复超过 {_MOST_REPEATS} 次"))
        return low, high

    def atom(self) -> Tree:
        character = self.take()
        if character == "(":
            return self.group()
        if character == "[":
            return Characters(self.class_expression())
        if character == ".":
            return Characters(characters.ANY if "s" in self.flags else characters.NO_NEWLINE)
        if character in "^$":
            return Anchor(character == "^", "m" in self.flags)
        if character == "\\":
            if "1" <= self.peek() <= "9":
                return self.back_reference()
            return Characters(self.escape())
        if character in _SPECIAL:
            self.at -= 1
            raise self.unexpected(character)
        return Characters(self.cased(CharSet.of(character)))

    def group(self) -> Tree:
        number = None
        if not self.accept("?:"):
            self.groups += 1
            number = self.groups
            self.open_groups.add(number)
        part = self.alternatives()
        if not self.accept(")"):
            raise self.wrong(Words("a group has no end", "分组没有结束"))
        if number is not None:
            self.open_groups.discard(number)
        return Group(part, number)

    def back_reference(self) -> Tree:
        number = int(self.take())
        while "0" <= self.peek() <= "9" and number * 10 + int(self.peek()) <= self.groups:
            number = number * 10 + int(self.take())
        if number > self.groups or number in self.open_groups:
            raise self.wrong(Words(f"there is no finished group {number}", f"没有已结束的分组 {number}"))
        return BackReference(number, "i" in self.flags)

    def cased(self, members: CharSet) -> CharSet:
        return characters.ignoring_case(members) if "i" in self.flags else members

    def escape(self) -> CharSet:
        """Read what follows a backslash as a set of characters."""
        letter = self.take()
        if letter in _SINGLE:
            return self.cased(CharSet.of(_SINGLE[letter]))
        if letter in "pP":
            members = self.property()
            return ~members if letter == "P" else members
        known = {"s": lambda: characters.SPACE, "i": lambda: characters.NAME_START}
        known |= {"c": lambda: characters.NAME, "d": lambda: characters.category("Nd"), "w": characters.word}
        if letter.lower() not in known:
            raise self.wrong(Words(f"there is no escape `\\{letter}`", f"没有转义 `\\{letter}`"))
        members = known[letter.lower()]()
        return ~members if letter.isupper() else members

    def property(self) -> CharSet:
        if not self.accept("{"):
            raise self.wrong(Words("`\\p` needs a category such as \\p{Lu}", "`\\p` 需要类别，如 \\p{Lu}"))
        end = self.text.find("}", self.at)
        if end < 0:
            raise self.wrong(Words("a category has no end", "类别没有结束"))
        name, self.at = self.text[self.at : end], end + 1
        return characters.block(name[2:]) if name.startswith("Is") else characters.category(name)

    def class_expression(self) -> CharSet:
        """Read a class after its `[`, subtraction included."""
        self.depth += 1
        if self.depth > _DEEPEST:
            raise self.wrong(Words("too many nested classes", "字符类嵌套过多"))
        negated = self.accept("^")
        members = CharSet()
        subtracted = CharSet()
        first = True
        while first or not self.accept("]"):
            if not first and self.accept("-["):
                subtracted = self.class_expression()
                if not self.accept("]"):
                    raise self.wrong(Words("`]` must follow a subtraction", "减法之后必须是 `]`"))
                break
            members |= self.class_part()
            first = False
        self.depth -= 1
        return (~members if negated else members) - subtracted

    def class_part(self) -> CharSet:
        low = self.class_character()
        if isinstance(low, CharSet):
            return low
        is_range = self.peek() == "-" and self.text[self.at + 1 : self.at + 2] not in ("]", "[", "")
        if not is_range:
            return self.cased(CharSet.of(low))
        self.at += 1
        high = self.class_character()
        if isinstance(high, CharSet) or high < low:
            raise self.wrong(
                Words("a range of characters needs two, in order", "字符区间需要按顺序的两个字符")
            )
        return self.cased(CharSet(((ord(low), ord(high)),)))

    def class_character(self) -> str | CharSet:
        character = self.take()
        if character == "\\":
            letter = self.peek()
            if letter in _SINGLE and letter:
                self.at += 1
                return _SINGLE[letter]
            return self.escape()
        if character in "[]":
            self.at -= 1
            raise self.wrong(
                Words(
                    f"`{character}` in a class must be written `\\{character}`",
                    f"字符类中的 `{character}` 须写作 `\\{character}`",
                )
            )
        return character
