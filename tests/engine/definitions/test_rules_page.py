"""docs/checks.md says what the rules say, with examples that their tests bring about."""

import re

from engine.definitions import rules
from engine.definitions.checks.in_chinese import HOLDS
from tests.engine.definitions.rules_page import PAGE, page


def test_the_page_of_the_rules_is_what_the_rules_say():
    assert PAGE.read_text("utf-8") == page(), "run python -m tests.engine.definitions.rules_page"


def test_every_rule_has_its_sentence_in_chinese_and_no_sentence_is_left_over():
    assert list(HOLDS) == list(rules())
    for name, sentence in rules().items():
        assert re.search("[\u4e00-\u9fff]", sentence.zh), name
        assert re.findall("§[0-9.]+|`[^`]+`", sentence) == re.findall("§[0-9.]+|`[^`]+`", sentence.zh), name
