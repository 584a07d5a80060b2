"""What a sandbox can be asked to do. Apart from the jobs themselves: whoever asks need not import them."""

from __future__ import annotations

from enum import StrEnum


class Job(StrEnum):
    """What can be done."""

    CHECK = "check"
    DECIDE = "decide"
    READ_TABLE = "read-table"
    RECORD = "record"
    REVIEW = "review"
    TEST = "test"
    TRANSLATE = "translate"
    UNPACK = "unpack"
