"""Prompts: which there are, where they lie, and how stand-ins are made; none during a call."""

from __future__ import annotations

from pathlib import Path

import pytest

from engine.calling.prompts import literals, prompt_key
from engine.calling.say_zh import WORDS
from engine.definitions import read_folder
from engine.errors import InvalidInput
from telephony.prompts import EspeakMissing, Prompt, PromptFolder, list_prompts, make_prompts
from telephony.prompts.folder import SILENCE

BPMN = Path(__file__).parents[3] / "bpmn"
WELCOME = "您好，欢迎致电供电服务热线。"
PROMPTS = [Prompt(prompt_key(text), text, "line") for text in ("欢迎", "再见")]


def speak(text: str, path: Path) -> None:
    path.write_text(text, "utf-8")


def test_every_text_of_the_shipped_dialogues_is_listed_once_with_every_word() -> None:
    packages = [read_folder(path) for path in sorted(BPMN.iterdir()) if (path / "package.yaml").is_file()]
    listed = list_prompts(packages)
    texts = [one.text for one in listed]
    assert WELCOME in texts
    assert "您的工单已经办结。" in texts
    assert set(WORDS) <= set(texts)
    assert len(texts) == len(set(texts)) == len({one.key for one in listed})


def test_the_texts_of_an_expression_are_those_in_quotation_marks() -> None:
    text = 'if status = "done" then "已经办结。" else "还在\\"处理\\"。"'
    assert list(literals(text)) == ["done", "已经办结。", '还在"处理"。']


def test_what_a_person_has_spoken_comes_first(tmp_path: Path) -> None:
    (tmp_path / "recorded").mkdir()
    (tmp_path / "recorded" / f"{PROMPTS[0].key}.wav").write_bytes(b"RIFF")
    made = make_prompts(PROMPTS, tmp_path, speak)
    assert (made.made, made.there, made.recorded) == (1, 0, 1)
    again = make_prompts(PROMPTS, tmp_path, speak)
    assert (again.made, again.there, again.recorded) == (0, 1, 1)
    folder = PromptFolder(tmp_path)
    assert folder.source(("欢迎", "再见")) == (
        f"file_string://{tmp_path}/recorded/{PROMPTS[0].key}.wav!{tmp_path}/made/{PROMPTS[1].key}.wav"
    )
    assert folder.source(("再见",)) == f"{tmp_path}/made/{PROMPTS[1].key}.wav"


def test_without_espeak_it_is_said_and_nothing_silent_is_made(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(EspeakMissing, match="2 prompts have no recording") as refused:
        make_prompts(PROMPTS, tmp_path / "prompts")
    assert "espeak-ng" in refused.value.message.zh
    assert not (tmp_path / "prompts").exists()


def test_a_prompt_that_breaks_off_half_made_is_not_taken(tmp_path: Path) -> None:
    def fails(text: str, path: Path) -> None:
        path.write_bytes(b"half")
        raise OSError("no space")

    with pytest.raises(OSError, match="no space"):
        make_prompts(PROMPTS, tmp_path, fails)
    assert PromptFolder(tmp_path).source(("欢迎",)) == SILENCE


def test_a_missing_prompt_is_left_out_and_found_once_it_is_there(tmp_path: Path) -> None:
    now = [0.0]
    folder = PromptFolder(tmp_path, lambda: now[0])
    assert folder.source(("欢迎", "再见")) == SILENCE
    make_prompts(PROMPTS, tmp_path, speak)
    assert folder.source(("再见",)) == SILENCE, "a caller waits: the folder is not read for every word"
    now[0] = 31.0
    assert folder.source(("再见",)).endswith(f"{PROMPTS[1].key}.wav")
    assert PromptFolder(None).source(("欢迎",)) == SILENCE


@pytest.mark.parametrize("path", ["/a b", "/a!b", "relative", "/a|b", "/$x"])
def test_a_folder_that_freeswitch_would_read_otherwise_is_refused(path: str) -> None:
    with pytest.raises(InvalidInput):
        PromptFolder(Path(path))
