"""Each package says what is public."""

from __future__ import annotations

from types import ModuleType

import pytest

import telephony.listener
import telephony.telling
import telephony.transport


@pytest.mark.parametrize("package", [telephony.listener, telephony.telling, telephony.transport])
def test_the_list_of_public_names_is_what_the_package_holds(package: ModuleType) -> None:
    held = {
        name
        for name, value in vars(package).items()
        if not name.startswith("_")
        and not isinstance(value, ModuleType)
        and getattr(value, "__module__", package.__name__).startswith(f"{package.__name__}.")
    }
    constants = {"REAL", "DEFAULT_ROOM", "TELEPHONY"} & set(package.__all__)
    assert held | constants == set(package.__all__)
