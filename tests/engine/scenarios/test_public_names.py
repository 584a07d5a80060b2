"""The list of public names says what is there."""

import engine.scenarios


def test_every_public_name_exists_and_the_list_is_sorted():
    names = engine.scenarios.__all__
    assert names == sorted(names)
    assert all(hasattr(engine.scenarios, name) for name in names)


def test_every_class_and_function_imported_by_the_package_is_listed():
    found = {
        name
        for name, value in vars(engine.scenarios).items()
        if getattr(value, "__module__", "").startswith("engine.scenarios.")
    }
    assert found == set(engine.scenarios.__all__)
