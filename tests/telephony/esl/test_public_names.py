"""The package says what is public."""

from __future__ import annotations

import telephony.esl


def test_the_list_of_public_names_is_what_the_package_holds() -> None:
    held = {
        name
        for name, value in vars(telephony.esl).items()
        if not name.startswith("_")
        and getattr(value, "__module__", "telephony.esl").startswith("telephony.esl.")
    }
    assert held | {"DEFAULT_LIMITS", "Message", "commands"} == set(telephony.esl.__all__)
