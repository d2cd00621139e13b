"""How like two texts are, word by word: for a need in free words, and for systems that do the same.

No library of text distance is used: what counts in Indonesian is the stem of a word behind its prefixes and
suffixes, how rare the word is in the collection, and words that mean the same in this field. The rest is the
share of common three-letter pieces, which forgives spelling.
"""

from __future__ import annotations

import math
import re
import tomllib
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from functools import cache, lru_cache
from pathlib import Path

SYNONYMS = Path(__file__).with_name("likeness.toml")
SHORTEST_STEM = 4
"""Letters that must be left when a prefix or a suffix is taken off."""
LEAST_LIKE = 0.55
"""Below this share of common pieces two words have nothing to do with each other."""
SYNONYM_WEIGHT = 0.85
"""A word that means the same counts almost like the word itself."""

_PREFIX = re.compile(r"^(meng|meny|mem|men|me|peng|peny|pem|pen|per|pe|ber|ter|di|ke|se)")
_SUFFIX = re.compile(r"(kannya|annya|kan|nya|an|i)$")

Field = tuple[str, float]
"""A text and its weight, 0 to 1."""


@lru_cache(maxsize=20_000)
def stem(word: str) -> str:
    """Return a word without one Indonesian suffix and one prefix, as long as enough is left of it."""
    for pattern in (_SUFFIX, _PREFIX):
        shorter = pattern.sub("", word)
        if len(shorter) >= SHORTEST_STEM:
            word = shorter
    return word


def stems(text: str) -> list[str]:
    """Return the stems of a text in their order, without the words that say nothing."""
    words = re.findall(r"[a-z0-9]+", text.casefold())
    return [stem(word) for word in words if word not in _empty_words() and len(word) > 1]


@lru_cache(maxsize=20_000)
def _pieces(word: str) -> frozenset[str]:
    padded = f"^{word}$"
    return frozenset(padded[start : start + 3] for start in range(len(padded) - 2))


@lru_cache(maxsize=200_000)
def word_likeness(one: str, other: str) -> float:
    """Return how like two stems are, 0 to 1; what is hardly like counts as 0."""
    if one == other:
        return 1.0
    mine, theirs = _pieces(one), _pieces(other)
    share = 2 * len(mine & theirs) / (len(mine) + len(theirs))
    return share if share >= LEAST_LIKE else 0.0


@cache
def _vocabulary() -> dict[str, list[list[str]]]:
    return tomllib.loads(SYNONYMS.read_text(encoding="utf-8"))


@cache
def _empty_words() -> frozenset[str]:
    return frozenset(word for line in _vocabulary()["empty"] for word in line)


@cache
def _meanings() -> dict[str, frozenset[str]]:
    """Return, by stem, the stems that mean the same in this field."""
    found: dict[str, set[str]] = {}
    for group in _vocabulary()["same"]:
        members = {stem(word) for word in group}
        for member in members:
            found.setdefault(member, set()).update(members - {member})
    return {word: frozenset(others) for word, others in found.items()}


class Collection:
    """Texts by key, to be searched by likeness."""

    def __init__(self, texts: Mapping[str, Sequence[Field]]) -> None:
        self._weights: dict[str, dict[str, float]] = {}
        seen: Counter[str] = Counter()
        for key, fields in texts.items():
            words: dict[str, float] = {}
            for text, weight in fields:
                for word in stems(text):
                    words[word] = max(words.get(word, 0.0), weight)
            self._weights[key] = words
            seen.update(words.keys())
        self._rarity = {word: math.log(1 + len(texts) / count) for word, count in seen.items()}
        self._rarest = math.log(1 + max(len(texts), 1))

    def likeness(self, words: Iterable[str], key: str) -> float:
        """Return which share of some words, weighted by their rarity, a text of the collection covers."""
        own = self._weights[key]
        covered = total = 0.0
        for word in words:
            rarity = self._rarity.get(word, self._rarest)
            total += rarity
            covered += rarity * self._best(word, own)
        return covered / total if total else 0.0

    def _best(self, word: str, own: Mapping[str, float]) -> float:
        best = max((word_likeness(word, other) * weight for other, weight in own.items()), default=0.0)
        same = _meanings().get(word, ())
        meant = max((own[other] for other in same if other in own), default=0.0)
        return max(best, SYNONYM_WEIGHT * meant)

    def nearest(self, text: str, least: float = 0.0) -> list[tuple[str, float]]:
        """Return the keys with their likeness to a text, the likest first, where it is above `least`."""
        words = set(stems(text))
        scored = [(key, self.likeness(words, key)) for key in self._weights]
        found = [(key, score) for key, score in scored if score > least]
        return sorted(found, key=lambda pair: (-pair[1], pair[0]))

    def common(self, one: str, other: str) -> int:
        """Count the stems that two texts of the collection share."""
        return len(self._weights[one].keys() & self._weights[other].keys())

    def mutual(self, one: str, other: str) -> float:
        """Return how much two texts of the collection cover each other, 0 to 1: the smaller of both ways."""
        return min(
            self.likeness(self._weights[one], other),
            self.likeness(self._weights[other], one),
        )
