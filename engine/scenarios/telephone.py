"""A caller in a scenario: what a dialogue says to him, and what he presses. No exchange, the same rules."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from datetime import datetime
from typing import Any

from engine.calling.dialogues import (
    CALL_BACK,
    COLLECT,
    FIND_AGENTS,
    HANG_UP,
    LOOK_UP,
    MESSAGE,
    NO_INPUT,
    NO_NUMBER,
    PIN,
    QUEUE,
    SATISFACTION,
    TOPICS,
    TRANSFER,
    Question,
    Unfit,
    leaving,
    place_told,
    question,
    spoken,
    tape,
)
from engine.calling.numbers import canonical
from engine.commands.dialogues.changing import pin_error, pin_question
from engine.commands.dialogues.checks import CHECKS
from engine.commands.dialogues.looking import agents_question, status_question, status_values
from engine.commands.dialogues.talk import ZONE, Asked, Talk
from engine.commands.places.ask import AskCallBack
from engine.commands.voicemail.begin import BeginVoicemail
from engine.commands.voicemail.end import EndVoicemail
from engine.errors import HuanError
from engine.runtime import Transition
from engine.scenarios.unplayable import Unplayable
from engine.words import Words

#: Runs a command and returns its answer.
Run = Callable[[Any], Mapping[str, Any]]


class Telephone:
    """One caller and one dialogue. `how` says how it has ended, None: it goes on."""

    def __init__(
        self,
        talk: Talk,
        caller: str | None,
        exchange_id: str,
        now: Callable[[], datetime],
        by_hand: Collection[str],
    ) -> None:
        self._talk = talk
        self._caller = caller
        self._exchange_id = exchange_id
        self._now = now
        self._by_hand = by_hand
        self._said = ""
        self._heard = 0
        self._question: Question | None = None
        self._tried = 0
        self.how: str | None = None
        #: Everything that the dialogue's tokens have done.
        self.moves: list[Transition] = []

    def go_on(self, run: Run) -> None:
        """Let the dialogue say and look up what it will, until it waits for the caller, an agent or a step.

        Raises:
            Unplayable: the dialogue fails.
        """
        try:
            while self.how is None and (asked := self._talk.asked) is not None and self._do(asked, run):
                pass
            if self._talk.asked is None:
                self.how = self.how or "done"
        except (HuanError, Unfit) as error:
            self.how = "failed"
            told = error.message if isinstance(error, HuanError) else Words.same(str(error))
            raise Unplayable(Words(f"the dialogue fails: {told}", f"语音导航失败：{told.zh}")) from error
        finally:
            self.moves += self._talk.moves()

    def hears(self, text: str) -> None:
        """Look for a text among what was said since the last one that was found.

        Raises:
            Unplayable: it was not said.
        """
        wanted = "".join(text.split())
        at = self._said.find(wanted, self._heard)
        if at < 0:
            left = self._said[self._heard :] or "—"
            raise Unplayable(
                Words(f"hears: expected {text}; found {left}", f"听到：应为 {text}；实为 {left}")
            )
        self._heard = at + len(wanted)

    def presses(self, keys: str, run: Run) -> None:
        """Answer what was asked; no keys: silence."""
        asked, wanted = self._talk.asked, self._question
        if asked is not None and asked.topic == QUEUE and self.how is None:
            self._leaves_queue(asked, keys, run)
            return
        if asked is None or wanted is None or self.how is not None:
            raise self._not_now(Words("nobody has asked for keys", "没有要求按键"))
        fault = wanted.judge(keys.rstrip("#*"), CHECKS)
        if fault is None:
            self._question = None
            name = "satisfaction" if asked.topic == SATISFACTION else "digits"
            self._talk.finish({name: keys.rstrip("#*")})
        elif self._tried + 1 < wanted.tries:
            self._tried += 1
            self._say((wanted.again,) if keys and wanted.again else ())
            self._say(spoken(asked.topic, asked.inputs, self._now(), ZONE))
        else:
            self._question = None
            self._talk.fail(fault, fault)
        self.go_on(run)

    def _leaves_queue(self, asked: Asked, keys: str, run: Run) -> None:
        if keys and keys in leaving(asked.topic, asked.inputs):
            self._talk.finish({"key": keys})
            self.go_on(run)

    def speaks(self, seconds: int, run: Run) -> None:
        """The caller leaves a message of so many seconds after the tone, or says nothing."""
        asked = self._talk.asked
        if asked is None or asked.topic != MESSAGE or self.how is not None:
            raise self._not_now(Words("nobody has asked for a message", "没有要求留言"))
        begun = run(BeginVoicemail(self._exchange_id, None, "/recordings", asked.inputs.get("queue")))
        most = tape(asked.topic, asked.inputs).most
        ended = run(EndVoicemail(self._exchange_id, begun["voicemail"], min(seconds, most) * 1000))
        if ended["left"]:
            self._talk.finish({"seconds": min(seconds, most)})
        else:
            self._talk.fail(NO_INPUT, NO_INPUT)
        self.go_on(run)

    def hangs_up(self) -> None:
        """The caller hangs up."""
        if self.how is not None:
            raise self._not_now(Words("the dialogue has ended", "语音导航已结束"))
        self.how = "hung-up"

    def queue(self, answered: bool, run: Run) -> None:
        """An agent answers, or none does for as long as the queue lets a caller wait."""
        asked = self._talk.asked
        if asked is None or asked.topic != QUEUE or self.how is not None:
            raise self._not_now(Words("the caller is in no queue", "来电者不在队列中"))
        if answered:
            self.how = "transferred"
        else:
            self._talk.finish({"key": None})
            self.go_on(run)

    def waits_at(self, element: str) -> bool:
        """Whether the dialogue waits for a step that says how this element ends."""
        asked = self._talk.asked
        return self.how is None and asked is not None and asked.element == element

    def ends_job(self, outcome: str, values: Mapping[str, Any], reason: str, run: Run) -> None:
        """What is looked up is found, or it ends with an error."""
        if outcome == "error":
            self._talk.fail(reason, reason)
        elif outcome == "succeeds":
            self._talk.finish(values)
        else:
            raise self._not_now(Words("a look-up succeeds or ends with an error", "查询只会成功或以错误结束"))
        self.go_on(run)

    def _do(self, asked: Asked, run: Run) -> bool:
        """Do what is asked for; return whether the dialogue goes on at once."""
        topic = TOPICS[asked.topic]
        if asked.topic in (COLLECT, SATISFACTION):
            if self._question is None:
                self._question, self._tried = question(asked.topic, asked.inputs), 0
                self._say(spoken(asked.topic, asked.inputs, self._now(), ZONE))
            return False
        if asked.topic == PIN:
            if asked.element in self._by_hand:
                return False
            error = pin_error(run(pin_question(asked.inputs, self._caller)))
            if error is None:
                self._talk.finish({})
            else:
                self._talk.fail(error, error)
            return True
        if asked.topic == CALL_BACK:
            return self._keep_place(asked, run)
        if asked.topic == MESSAGE:
            self._say(spoken(asked.topic, asked.inputs, self._now(), ZONE))
            return False
        if asked.topic == LOOK_UP:
            if asked.element in self._by_hand:
                return False
            self._talk.finish(status_values(run(status_question(asked.inputs, self._caller))))
            return True
        if asked.topic == FIND_AGENTS:
            if asked.element in self._by_hand:
                return False
            self._talk.finish(run(agents_question(asked.inputs, self._caller, None)))
            return True
        if asked.topic == QUEUE:
            self._say(spoken(asked.topic, asked.inputs, self._now(), ZONE))
            if asked.inputs.get("tell_place") is True:
                self._say(place_told(0, 1))
            return False
        if asked.topic != TRANSFER:
            self._say(spoken(asked.topic, asked.inputs, self._now(), ZONE))
        if topic.last:
            self.how = "done" if asked.topic == HANG_UP else "transferred"
        self._talk.finish({})
        return True

    def _keep_place(self, asked: Asked, run: Run) -> bool:
        given = asked.inputs.get("number")
        number = canonical(self._caller if given is None else str(given))
        if number is None:
            self._talk.fail(NO_NUMBER, NO_NUMBER)
        elif asked.element in self._by_hand:
            return False
        else:
            run(AskCallBack(self._exchange_id, asked.inputs.get("queue") or "queue@default", number))
            self._talk.finish({})
        return True

    def _say(self, texts: tuple[str, ...]) -> None:
        self._said += "".join("".join(text.split()) for text in texts)

    def _not_now(self, why: Words) -> Unplayable:
        asked = self._talk.asked
        at = asked.element if asked is not None and self.how is None else self.how or "—"
        return Unplayable(Words(f"{why}; it is at {at}", f"{why.zh}；现在是 {at}"))
