"""Names that nobody bears: strings of letters after the manner of the names of one type.

A model that has seen a firm's name a hundred times knows the name; one that sees a new one each
time has to read the words around it.
"""

from __future__ import annotations

import random
from collections import defaultdict

ORDER = 3
LONGEST = 14
TRIES = 40
START, END = "^", "$"


class Coiner:
    """Letter chains over the words of the names of each type; acronyms apart."""

    def __init__(self, names: list[tuple[str, list[str]]]):
        """`names` are (type, words)."""
        self.next: dict = defaultdict(list)
        self.known: set[str] = set()
        for kind, words in names:
            for word in words:
                if able(word):
                    self.known.add(word)
                    spelled = START * ORDER + word + END
                    for i in range(ORDER, len(spelled)):
                        self.next[_key(kind, word, spelled[:i])].append(spelled[i])

    def word(self, kind: str, like: str, dice: random.Random) -> str:
        """A new word for `like`: capitals for capitals, a vowel first for a vowel."""
        for _ in range(TRIES):
            made = START * ORDER
            while made[-1] != END and len(made) < ORDER + LONGEST:
                made += dice.choice(self.next[_key(kind, like, made)])
            made = made.strip(START + END)
            if len(made) > 1 and made not in self.known and vowel(made) == vowel(like):
                return made
        return like


def _key(kind: str, word: str, so_far: str) -> tuple[str, bool, str]:
    """What the next letter depends on: of an acronym, the last letter alone."""
    return kind, word.isupper(), so_far[-1:] if word.isupper() else so_far[-ORDER:]


def vowel(word: str) -> bool:
    """Whether an elision may stand before the word."""
    return word[:1].lower() in "aeiouyhàâäéèêëîïôöùûüœæ"


def able(word: str) -> bool:
    """Whether letters of the word may be chained: letters only, a capital first."""
    return word.isalpha() and word[0].isupper() and len(word) > 1


def stands(words: list[str]) -> bool:
    """Whether every word of a name can be coined anew: a short name without small words."""
    return len(words) <= 2 and all(map(able, words))
