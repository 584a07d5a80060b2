"""The package says what is public."""

from __future__ import annotations

import telephony.calls


def test_the_list_of_public_names_is_what_the_package_holds() -> None:
    def home(value: object) -> str:
        return getattr(value, "__module__", None) or ""

    named = {name: value for name, value in vars(telephony.calls).items() if not name.startswith("_")}
    held = {name for name, value in named.items() if home(value).startswith("telephony.calls.")}
    assert held | {"SHOW_CHANNELS"} == set(telephony.calls.__all__)
