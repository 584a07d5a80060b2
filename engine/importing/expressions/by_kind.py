"""What one word of the other language means for a text, a list or a dictionary: FEEL asks which it is.

Without asking, FEEL would take a context for a list with one item, and the answer would be wrong in silence.
"""

from __future__ import annotations

from engine.importing.expressions.tree import Call, Choice, Tree

TEXT, LIST = "instance of string", "instance of list<Any>"


def size_of(value: Tree, *, text: bool) -> Tree:
    """Return how many items or entries a value has, and with `text` how many characters."""
    found: Tree = Choice(
        Call(LIST, (value,), truth=True),
        Call("count", (value,)),
        Call("count", (Call("get entries", (value,)),)),
    )
    if not text:
        return found
    return Choice(Call(TEXT, (value,), truth=True), Call("string length", (value,)), found)


def contains(holder: Tree, part: Tree) -> Tree:
    """Return whether a text has a part, a list an item, or a dictionary a key."""
    return Choice(
        Call(TEXT, (holder,), truth=True),
        Call("contains", (holder, part), truth=True),
        Choice(
            Call(LIST, (holder,), truth=True),
            Call("list contains", (holder, part), truth=True),
            has_key(holder, part),
        ),
    )


def has_key(holder: Tree, key: Tree) -> Tree:
    """Return whether a dictionary has a key."""
    return Call("list contains", (Call("keys of", (holder,)), key), truth=True)
