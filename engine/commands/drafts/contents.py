"""What the files of a draft are: whether they can be kept, how large they are, what changed in them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from engine.definitions import bytes_of, digest_of, key_in, refuse_unfit
from engine.errors import InvalidInput, field_finding
from engine.words import Words

MOST_NAME = 200


@dataclass(frozen=True)
class Contents:
    """The files of a draft. They need not be a package yet, but be texts that a version could store.

    `package` is the key in their sheet, None while nobody can tell; `digest` identifies them all.
    """

    files: dict[str, str]
    package: str | None
    bytes: int
    digest: str


def contents_of(files: Mapping[str, str]) -> Contents:
    """Return the contents of files.

    Raises:
        DiagramRefused: a path or text that no version can store, or too much of them.
    """
    content = bytes_of(files)
    refuse_unfit(content)
    return Contents(dict(files), key_in(content), sum(map(len, content.values())), digest_of(content))


def changed_paths(before: Mapping[str, str], after: Mapping[str, str]) -> dict[str, list[str]]:
    """Return the paths of files by what happened to them: added, changed, removed."""
    return {
        "added": sorted(after.keys() - before.keys()),
        "changed": sorted(path for path in after.keys() & before.keys() if after[path] != before[path]),
        "removed": sorted(before.keys() - after.keys()),
    }


def fit_name(name: str) -> str:
    """Return the name of a draft without blanks around it.

    Raises:
        InvalidInput: it is empty, too long, or has line breaks.
    """
    name = name.strip()
    if not name or len(name) > MOST_NAME or not name.isprintable():
        remedy = Words(f"write 1 to {MOST_NAME} characters in one line", f"请写一行，1 到 {MOST_NAME} 个字符")
        finding = field_finding("name", Words("is no name", "不是名称"), remedy)
        raise InvalidInput(
            Words(f"a draft needs a name: {remedy}", f"草稿需要名称：{remedy.zh}"), findings=[finding]
        )
    return name
