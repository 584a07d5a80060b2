"""The package says what is public."""

from __future__ import annotations

import telephony.simulator


def test_the_list_of_public_names_is_what_the_package_holds() -> None:
    held = {
        name
        for name, value in vars(telephony.simulator).items()
        if not name.startswith("_")
        and getattr(value, "__module__", "telephony.simulator").startswith("telephony.simulator.")
    }
    assert held | {"LOOPBACK", "PORT"} == set(telephony.simulator.__all__)
