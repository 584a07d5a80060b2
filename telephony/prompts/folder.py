"""Where the recordings of prompts lie, as FreeSWITCH sees them.

    PROMPTS/recorded/KEY.wav    spoken by a person: always first
    PROMPTS/made/KEY.wav        by espeak-ng, at set-up

KEY follows from the text (`engine.calling.prompts.prompt_key`). Nothing is made during a call: what has no
recording is left out, and said so in the log.
"""

from __future__ import annotations

import re
import time
from collections.abc import Callable
from pathlib import Path

import structlog

from engine.calling.prompts import MADE, RECORDED, SUFFIX, prompt_key
from engine.errors import InvalidInput
from engine.words import Words

#: Played instead of nothing: FreeSWITCH wants a sound.
SILENCE = "silence_stream://100"
#: How often the folder is looked at again for what was missing.
AGAIN_SECONDS = 30.0
_FOLDER = re.compile(r"/[\w./-]*")

log = structlog.get_logger("huan.prompts")


def is_prompt_folder(path: str) -> bool:
    """Say whether FreeSWITCH reads this path as it stands."""
    return _FOLDER.fullmatch(path) is not None


class PromptFolder:
    """Finds recordings. `folder` is the path on FreeSWITCH's machine and on this; None: nothing is said."""

    def __init__(self, folder: Path | None, clock: Callable[[], float] = time.monotonic) -> None:
        if folder is not None and not is_prompt_folder(str(folder)):
            raise InvalidInput(
                Words(
                    f"{str(folder)!r} cannot be the folder of prompts: FreeSWITCH would read it otherwise; "
                    "give a path from the root, of letters, digits, _ . - and /",
                    f"{str(folder)!r} 不能作为提示音文件夹：FreeSWITCH 会误读；"
                    "请给出从根开始的路径，只含字母、数字、_ . - 和 /",
                )
            )
        self._folder = folder
        self._clock = clock
        self._known: dict[str, str] = {}
        self._told: set[str] = set()
        self._looked: float | None = None

    def source(self, texts: tuple[str, ...]) -> str:
        """Return what FreeSWITCH plays to say these texts one after the other."""
        found = [path for text in texts if (path := self._path(text)) is not None]
        if not found:
            return SILENCE
        return found[0] if len(found) == 1 else "file_string://" + "!".join(found)

    def _path(self, text: str) -> str | None:
        key = prompt_key(text)
        if key not in self._known:
            self._look()
        path = self._known.get(key)
        if path is None and self._folder is not None and key not in self._told:
            self._told.add(key)
            log.warning(
                "a prompt has no recording: run `huan telephony prompts make`", key=key, text=text[:80]
            )
        return path

    def _look(self) -> None:
        """Read the folder, at most every so often: a caller waits."""
        now = self._clock()
        if self._folder is None or (self._looked is not None and now < self._looked + AGAIN_SECONDS):
            return
        self._looked = now
        for name in (MADE, RECORDED):  # what was recorded replaces what was made
            for path in (self._folder / name).glob(f"*{SUFFIX}"):
                self._known[path.stem] = str(path)
