"""Splits French text into words the way `text::token` does in Rust.

One rule serves training and inference: whitespace splits, punctuation stands alone, elisions stand
alone with their apostrophe, hyphen compounds stay whole but for inversion clitics.
"""

from __future__ import annotations

import re

_ABBREVIATIONS = (
    "MM|Mmes?|Mlles?|Mgr|Me|Drs?|Pr|Ste?|M|av|apr|vol|chap|éd|env|cf|etc|"
    "janv|févr|avr|juil|sept|oct|nov|déc|Jr|Sr|Inc|Corp|Ltd|bd|pp?"
)

_TOKEN = re.compile(
    rf"""
    (?P<link>https?://[^\s«»"<>]+|www\.[^\s«»"<>]+|[\w.+-]+@[\w-]+(?:\.[\w-]+)+|[@\#]\w+)
  | (?P<elision>(?:[ldnscjmt]|qu|jusqu|lorsqu|puisqu|quoiqu)['’ʼ])(?=\S)
  | (?P<initial>(?:[A-ZÀ-Ý]|Ph|Ch|Th)\.(?:-?[A-ZÀ-Ý]\.)*(?=\s|$|[,)A-ZÀ-Ý-]))
  | (?P<abbreviation>(?:{_ABBREVIATIONS})\.(?=\s|$|[,)]))
  | (?P<time>\d{{1,2}}h\d{{2}}\b)
  | (?P<number>\d+(?:[.,]\d+)+(?![\w])|\d+(?=[kKMm]?(?:€|\$|£)))
  | (?P<money>[kKMm](?:€|\$|£))
  | (?P<word>[^\W_]+(?:(?:[-‐‑'’ʼ&+·]|\.(?=[a-zà-ÿ]))[^\W_]+)*[°ᵉ]?(?:\+\+)?)
  | (?P<dots>\.{{2,}}|-{{2,}}|[!?]{{2,}})
  | (?P<sign>\S)
    """,
    re.VERBOSE | re.IGNORECASE,
)

_CLITIC = re.compile(r"(?<=[a-zà-ÿ])(-t)?-(?:ils?|elles?|on|ce|je|tu|nous|vous)$", re.IGNORECASE)
_WHOLE = re.compile(r"(?:rendez-vous|peut-on|entre-nous)$", re.IGNORECASE)


def split(text: str) -> list[tuple[int, int]]:
    """The words of `text` as half-open ranges of code points, in order."""
    spans: list[tuple[int, int]] = []
    for chunk in re.finditer(r"\S+", text):
        base = chunk.start()
        for token in _TOKEN.finditer(chunk.group()):
            start, end = base + token.start(), base + token.end()
            if token.lastgroup == "word":
                clitic = _CLITIC.search(token.group())
                if clitic and not _WHOLE.match(token.group()):
                    cut = base + token.start() + clitic.start()
                    spans.append((start, cut))
                    start = cut
            spans.append((start, end))
    return spans


def glued(text: str, spans: list[tuple[int, int]]) -> list[bool]:
    """For each word, whether it touches the word before it."""
    return [
        i > 0 and start == spans[i - 1][1] and not text[start - 1].isspace()
        for i, (start, _) in enumerate(spans)
    ]
