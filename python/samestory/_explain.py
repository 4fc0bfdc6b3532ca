"""How two articles relate, for a person."""

from __future__ import annotations

import html
from typing import Any

_RELATIONS = {
    "identical": "identical texts",
    "near_copy": "near copies",
    "excerpt": "one holds an excerpt of the other",
    "rewrite": "one is a rewrite of the other",
    "same_event": "reports of the same event",
    "same_storyline": "different events of one storyline",
    "same_template": "the same form with other facts",
    "undecided": "too little to decide by",
    "unrelated": "unrelated",
}


class Explanation:
    """Why two articles are together, or apart.

    `str()` and `print()` give it as text, a notebook shows it as HTML with the quoted words.

    Attributes:
        together: Where the run put them: `in one family`, `in one event`, `in one storyline, in different
            events`, or `apart`.
        pair: The pair as a record of `Detection.pairs`, its reasons included.
        recorded: Whether the run recorded these reasons. Otherwise the two were judged alone, without
            knowing which words are common in the feed, so that scores are rougher.
    """

    __slots__ = ("_text", "_titles", "pair", "recorded", "together")

    def __init__(
        self, together: str, pair: dict[str, Any], text: str, titles: dict[str, str], recorded: bool
    ) -> None:
        self.together = together
        self.pair = pair
        self.recorded = recorded
        self._text = text
        self._titles = titles

    def __str__(self) -> str:
        return f"{self._heading()}\n{self._text}"

    def __repr__(self) -> str:
        return str(self)

    def _heading(self) -> str:
        how = "" if self.recorded else " (judged alone: the run recorded no reasons of the two)"
        return f"{self.pair['a']} and {self.pair['b']}: {self.together}{how}"

    def _repr_html_(self) -> str:
        pair = self.pair
        sides = "".join(
            f"<li><code>{html.escape(pair[side])}</code> <bdi>{html.escape(self._titles[pair[side]])}</bdi></li>"
            for side in ("a", "b")
        )
        scores = ", ".join(
            f"{name.replace('_', ' ')} {_share(pair[name])}"
            for name in ("event_score", "storyline_score", "resemblance", "containment", "containment_back")
        )
        return (
            '<div class="samestory-explanation">'
            f"<p><strong>{html.escape(self._heading())}</strong></p><ul>{sides}</ul>"
            f"<p>{html.escape(_RELATIONS[pair['relation']])}; {scores}</p>"
            f"{_reasons('For', pair['for'])}{_reasons('Against', pair['against'])}</div>"
        )


def _reasons(side: str, reasons: list[dict[str, Any]]) -> str:
    if not reasons:
        return f"<p>{side}: nothing</p>"
    rows = "".join(
        "<tr>"
        f"<td>{reason['weight'] + 0.0:+.2f}</td><td>{html.escape(reason['signal'])}</td>"
        f'<td style="text-align: left"><bdi>{html.escape(reason["detail"])}</bdi>{_quotes(reason["quotes"])}</td>'
        "</tr>"
        for reason in reasons
    )
    return f"<table><caption>{side}</caption><tbody>{rows}</tbody></table>"


def _quotes(quotes: list[dict[str, Any]]) -> str:
    return "".join(
        f"<br><code>{html.escape(quote['article'])}</code> <q><bdi>{html.escape(_shortened(quote['text']))}</bdi></q>"
        for quote in quotes
    )


def _shortened(text: str) -> str:
    return text if len(text) <= 200 else f"{text[:98]} ... {text[-98:]}"


def _share(share: float | None) -> str:
    return "-" if share is None else f"{share:.3f}"
