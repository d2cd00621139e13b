"""What the pages say of rules, in the reader's language."""

import pytest

from app.planning.judgement import RuleName
from app.planning.sentences import rule_names
from optimizer.rules import RULE_OF


@pytest.mark.parametrize(("language", "said"), [("id", "Batas"), ("en", "Limit")])
def test_rules_are_named_in_the_language_of_the_reader(language, said, monkeypatch):
    """Not by their codes, which are names of files."""
    monkeypatch.setattr("app.planning.sentences.language", lambda: language)
    rule = RULE_OF["formation"]
    names = rule_names([RuleName(f"Batas {rule.title}", f"Limit {rule.title_en}")] * 2)
    assert names.count(said) == 2
    assert ", " in names
