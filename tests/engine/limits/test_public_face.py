"""The list of public names says what is there."""

import engine.limits


def test_every_public_name_exists_and_the_list_is_sorted():
    names = engine.limits.__all__
    assert names == sorted(names, key=lambda name: (not name.isupper(), name)), "constants come first"
    assert all(hasattr(engine.limits, name) for name in names)


def test_every_constant_class_and_function_imported_by_the_package_is_listed():
    found = {
        name
        for name, value in vars(engine.limits).items()
        if name.isupper() or getattr(value, "__module__", "").startswith("engine.limits.")
    }
    assert found == set(engine.limits.__all__)
