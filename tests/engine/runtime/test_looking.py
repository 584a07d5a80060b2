"""An instance at rest is told by its tokens and its variables, by the elements that have them."""

from engine.runtime import places, variables
from tests.drawing import boundary, draw, end, mapped, multi, start, sub, timer, user


def test_tokens_are_told_with_what_they_do(play):
    story = play(
        draw(
            start(),
            sub("box", start("in"), user("work"), end("out"), flows="in > work > out"),
            boundary("late", "box", timer("duration", 'duration("PT1H")')),
            end(),
            end("gone"),
            flows="start > box > end; late > gone",
        )
    ).start(amount=3)
    found = {place.element: (place.state, place.scope) for place in places(story.instance)}
    assert found == {"box": ("started", "p"), "late": ("waiting", "p"), "work": ("open", "box")}
    assert [scope.element for scope in variables(story.instance)] == ["p"]
    assert variables(story.instance)[0].values == {"amount": 3}
    assert places(story.done("work").instance) == []


def test_members_of_a_multi_instance_have_variables_of_their_own(play):
    story = play(
        draw(
            start(),
            user("ask", mapped({"twice": "item * 2"}) + multi(collection="[1, 2]", item="item")),
            end(),
            flows="start > ask > end",
        )
    ).start()
    own = [dict(scope.values) for scope in variables(story.instance) if scope.element == "ask"]
    assert [(values["item"], values["twice"]) for values in own] == [(1, 2), (2, 4)]
