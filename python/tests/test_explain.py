"""Two articles are explained as text and as HTML."""

from __future__ import annotations

import html.parser

import pytest
from conftest import Record

import samestory
from samestory import Detection


class Checker(html.parser.HTMLParser):
    """Sees that every tag is closed, and gathers the words."""

    def __init__(self) -> None:
        super().__init__()
        self.open: list[str] = []
        self.words: list[str] = []
        self.tags: set[str] = set()

    def handle_starttag(self, tag: str, attrs: object) -> None:
        self.tags.add(tag)
        if tag != "br":
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        self.words.append(data)


def words(markup: str) -> tuple[str, set[str]]:
    checker = Checker()
    checker.feed(markup)
    checker.close()
    assert not checker.open
    return " ".join(checker.words), checker.tags


def test_every_recorded_pair_is_told_as_it_is_recorded(found: Detection) -> None:
    told = 0
    for pair in found.pairs:
        if not pair["explained"]:
            continue
        explanation = found.explain(pair["b"], pair["a"])
        assert explanation.pair == pair and explanation.recorded
        text, (shown, tags) = str(explanation), words(explanation._repr_html_())
        assert tags <= {"div", "p", "strong", "ul", "li", "code", "bdi", "table", "caption", "tbody", "tr", "td", "br", "q"}
        for reason in pair["for"] + pair["against"]:
            assert reason["signal"] in text and reason["signal"] in shown
            assert reason["detail"] in shown
        told += 1
    assert told > 50


def test_where_the_two_are_comes_first(found: Detection) -> None:
    assert found.explain("ferry-wire", "ferry-identical").together == "in one family"
    members = {member["id"]: member for member in found.memberships}
    a = members["ferry-wire"]
    for b in members.values():
        if b["id"] != a["id"]:
            explanation = found.explain(a["id"], b["id"])
            expected = (
                "in one family" if a["family"] == b["family"]
                else "in one event" if a["event"] == b["event"]
                else "in one storyline, in different events" if a["storyline"] == b["storyline"]
                else "apart"
            )  # fmt: skip
            assert explanation.together == expected
            assert str(explanation).startswith(f"{explanation.pair['a']} and {explanation.pair['b']}: {expected}")


def test_a_pair_that_is_not_recorded_is_judged_alone(articles: list[Record]) -> None:
    found = samestory.cluster(articles, pairs="none")
    explanation = found.explain("ferry-wire", "ferry-identical")
    assert not explanation.recorded and "judged alone" in str(explanation)
    assert explanation.pair["relation"] == "identical"


def test_words_of_articles_are_no_markup_and_steer_no_terminal() -> None:
    evil = "<script>alert(1)</script> \u202e\x1b[2J & \"quotes\" 'here' of the ferry Solveig at Marnholm on Tuesday"
    article = {"title": evil, "text": evil}
    found = samestory.cluster([{"id": "<b>", **article}, {"id": "c", **article}], html="never")
    explanation = found.explain("<b>", "c")
    shown, tags = words(explanation._repr_html_())
    assert "script" not in tags and "b" not in tags and "<script>" in shown
    assert "\x1b" not in str(explanation) and "\u202e" not in str(explanation)
    _, tags = words(found.memberships._repr_html_())
    assert "b" not in tags


def test_unknown_and_equal_ids_are_errors(found: Detection) -> None:
    with pytest.raises(KeyError, match="no article is called 'nobody'; help: ids stand in `memberships`"):
        found.explain("nobody", "ferry-wire")
    with pytest.raises(ValueError, match="both articles have the id `ferry-wire`"):
        found.explain("ferry-wire", "ferry-wire")
