"""A prompt is a text; its recording is found by a key that follows from the text."""

from __future__ import annotations

import re
from collections.abc import Iterator
from hashlib import sha256
from pathlib import Path

#: A string of FEEL (DMN 1.5, clause 10.3.1.2 rule 35), with its escapes.
_LITERAL = re.compile(r'"((?:[^"\\]|\\.)*)"')
_ESCAPES = {"n": "\n", "t": "\t", "r": "\r", '"': '"', "'": "'", "\\": "\\"}
LONGEST = 500
#: Folders of sounds within that of prompts: what a person has spoken comes before what was made.
RECORDED, MADE, SUFFIX = "recorded", "made", ".wav"


def prompt_key(text: str) -> str:
    """Return the name, without ending, of the file that holds a prompt."""
    return sha256(" ".join(text.split()).encode()).hexdigest()[:20]


def has_sound(folder: Path | None, key: str) -> bool:
    """Say whether a prompt can be played; `folder` None: there is no folder of prompts."""
    return folder is not None and any(
        (folder / name / f"{key}{SUFFIX}").is_file() for name in (RECORDED, MADE)
    )


def literals(expression: str) -> Iterator[str]:
    """Yield the texts in quotation marks in a FEEL expression: what it can say."""
    for found in _LITERAL.finditer(expression):
        text = re.sub(r"\\(.)", lambda one: _ESCAPES.get(one[1], one[1]), found[1]).strip()
        if text:
            yield text
