"""docs/checks.md says what the rules say, with examples that their tests bring about."""

from tests.engine.definitions.rules_page import PAGE, page


def test_the_page_of_the_rules_is_what_the_rules_say():
    assert PAGE.read_text("utf-8") == page(), "run python -m tests.engine.definitions.rules_page"
