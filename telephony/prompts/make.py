"""Stand-ins for prompts that nobody has spoken yet, made by espeak-ng at set-up, never during a call."""

from __future__ import annotations

import subprocess
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path
from shutil import which

from engine.calling.prompts import LONGEST, MADE, RECORDED, SUFFIX
from engine.errors import HuanError
from engine.words import Words
from telephony.prompts.listing import Prompt

PROGRAM = "espeak-ng"
#: Mandarin, a little slower than it talks by itself.
VOICE, WORDS_PER_MINUTE = "cmn", "160"
SECONDS = 30.0


class EspeakMissing(HuanError):
    """espeak-ng is not installed, and there are prompts without a recording."""

    code = "espeak-missing"

    def __init__(self, count: int) -> None:
        super().__init__(
            Words(
                f"{count} prompts have no recording, and espeak-ng, which makes stand-ins, is not installed: "
                "install it (apt install espeak-ng), or put recordings into the folder "
                f"{RECORDED}/ under the names that `huan telephony prompts list` shows",
                f"有 {count} 条提示音没有录音，而制作替代音的 espeak-ng 未安装：请安装它"
                f"（apt install espeak-ng），或把录音按 `huan telephony prompts list` 所列的"
                f"文件名放入 {RECORDED}/",
            )
        )


class NotSpoken(HuanError):
    """espeak-ng could not say a text."""

    code = "prompt-not-made"


#: Writes what a text sounds like into a WAV file.
Speak = Callable[[str, Path], None]


@dataclass(frozen=True)
class Made:
    """What was done: prompts made now, those made before, and those that a person has spoken."""

    made: int
    there: int
    recorded: int


def make_prompts(prompts: Iterable[Prompt], folder: Path, speak: Speak | None = None) -> Made:
    """Make a stand-in of every prompt that has neither a recording nor one already.

    Nothing is ever made silent: where espeak-ng is missing, it is said so and nothing is written.

    Raises:
        EspeakMissing: it is needed and not there.
        NotSpoken: it could not say a text.
    """
    listed = list(prompts)
    made_folder, recorded_folder = folder / MADE, folder / RECORDED
    recorded = [one for one in listed if (recorded_folder / f"{one.key}{SUFFIX}").is_file()]
    left = [one for one in listed if one not in recorded]
    missing = [one for one in left if not (made_folder / f"{one.key}{SUFFIX}").is_file()]
    if missing:
        speak = speak or _espeak(len(missing))
        made_folder.mkdir(parents=True, exist_ok=True)
        recorded_folder.mkdir(exist_ok=True)
    for one in missing:
        assert speak is not None
        half = made_folder / f".{one.key}{SUFFIX}"
        speak(one.text[:LONGEST], half)
        half.replace(made_folder / f"{one.key}{SUFFIX}")
    return Made(len(missing), len(left) - len(missing), len(recorded))


def _espeak(count: int) -> Speak:
    program = which(PROGRAM)
    if program is None:
        raise EspeakMissing(count)

    def speak(text: str, path: Path) -> None:
        order = [program, "-v", VOICE, "-s", WORDS_PER_MINUTE, "-w", str(path), "--stdin"]
        try:
            subprocess.run(order, input=text.encode(), check=True, capture_output=True, timeout=SECONDS)  # noqa: S603
        except (OSError, subprocess.SubprocessError) as error:
            raise NotSpoken(
                Words(
                    f"espeak-ng cannot say {text[:40]!r}: {error}",
                    f"espeak-ng 无法读出 {text[:40]!r}：{error}",
                )
            ) from error

    return speak
