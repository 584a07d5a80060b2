"""Checks files of limits for `huan check`: the vocabulary, and operator profiles written in it."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from engine.definitions import Finding
from engine.errors import InvalidInput
from engine.limits import Vocabulary, read_profile, read_vocabulary, seed_vocabulary
from engine.orders import Category
from engine.words import Words

VOCABULARY = "vocabulary.yaml"
#: A vocabulary or profile is some kilobytes; what is larger is none.
MOST_BYTES = 1_000_000


def limit_files(path: Path) -> list[Path]:
    """Return the files of limits at a path: itself, or those of a folder with a vocabulary; empty: none."""
    if path.is_file() and path.suffix == ".yaml":
        return [path]
    if path.is_dir() and (path / VOCABULARY).is_file():
        return sorted(path.glob("*.yaml"), key=lambda file: (file.name != VOCABULARY, file.name))
    return []


def check_limit_files(files: Iterable[Path]) -> list[Finding]:
    """Return what is wrong in these files. A profile is read in the vocabulary beside it, else as shipped."""
    found: list[Finding] = []
    for file in files:
        try:
            text = _text(file)
            if file.name == VOCABULARY:
                found += _missing_categories(read_vocabulary(text, str(file)), file)
            else:
                read_profile(text, str(file), _vocabulary_beside(file))
        except InvalidInput as error:
            found += [_finding(file, one) for one in error.findings]
    return found


def _text(file: Path) -> str:
    """Return a file's text.

    Raises:
        InvalidInput: it is too large, or no UTF-8.
    """
    try:
        if file.stat().st_size > MOST_BYTES:
            raise ValueError
        return file.read_text("utf-8")
    except (OSError, ValueError) as error:
        problem = Words("cannot be read", "不能读取")
        finding = {
            "problem": str(problem),
            "problem_zh": problem.zh,
            "remedy": f"UTF-8, at most {MOST_BYTES} bytes",
            "remedy_zh": f"UTF-8，最多 {MOST_BYTES} 字节",
        }
        raise InvalidInput(problem, [finding]) from error


def _vocabulary_beside(file: Path) -> Vocabulary:
    beside = file.parent / VOCABULARY
    if not beside.is_file():
        return seed_vocabulary()
    try:
        return read_vocabulary(_text(beside), str(beside))
    except InvalidInput:
        return seed_vocabulary()  # what is wrong in it is told of it


def _missing_categories(vocabulary: Vocabulary, file: Path) -> list[Finding]:
    known = vocabulary.facts["category"].values
    missing = [str(one) for one in Category if one not in known]
    if not missing:
        return []
    problem = Words(f"lacks the categories {', '.join(missing)}", f"缺少类别 {'、'.join(missing)}")
    remedy = Words(
        "add them: orders of these categories could have no limits", "请加上：这些类别的工单将没有时限"
    )
    return [Finding(str(file), "facts.category.values", "", problem, remedy)]


def _finding(file: Path, given: dict[str, object]) -> Finding:
    def words(name: str) -> Words:
        return Words(str(given.get(name, "")), str(given.get(f"{name}_zh", given.get(name, ""))))

    expected, remedy = words("expected"), words("remedy")
    what = Words(
        "; ".join(part for part in (str(expected), str(remedy)) if part),
        "；".join(part for part in (expected.zh, remedy.zh) if part),
    )
    line = given.get("line")
    where = str(given.get("field") or "")
    return Finding(str(file), None, where, words("problem"), what, line if isinstance(line, int) else None)
