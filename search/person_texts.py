"""What of a person's texts is read: each paper once, and the keywords that their own texts speak of, and a few more."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import pairwise

from search.facts import Paper
from search.text.cedict import simplify
from search.text.characters import plain
from search.text.tokens import english_stems

# Keywords that nothing else of the person's bears out. In the demo data an unrelated person with 30 keywords of an
# opening came from place 88 to 60 of 120, with 5 to 73; honest lists name seldom more that a biography leaves out.
UNSUPPORTED = 5
# Where there is no biography that could bear them out, so many are read as they are.
ALONE = 12
BIOGRAPHY = 60  # characters of a biography, a Chinese one counted double: less can bear out nothing


def each_once(papers: Iterable[Paper]) -> list[Paper]:
    """One paper for each title: entered three times, it is still one paper."""
    return list({_letters(paper.title): paper for paper in sorted(papers, key=lambda p: -p.pk)}.values())[
        ::-1
    ]


def telling(keywords: Sequence[str], *, biography: str, texts: Iterable[str]) -> list[str]:
    """The keywords that count, in their order. `texts`: everything else that the person wrote or published."""
    words = dict.fromkeys(word.strip() for word in keywords if word.strip())
    if _width(biography) < BIOGRAPHY:
        return list(words)[:ALONE]
    if len(words) <= UNSUPPORTED:
        return list(words)
    said = simplify(plain("\n".join((biography, *texts))))
    stems = set(english_stems(said))
    unsupported = [word for word in words if not _borne_out(word, said, stems)]
    spare = set(unsupported[UNSUPPORTED:])
    return [word for word in words if word not in spare]


def _borne_out(keyword: str, said: str, stems: set[str]) -> bool:
    """Half of its words, or of its pairs of Chinese characters, stand in what the person says."""
    own = simplify(plain(keyword))
    parts = english_stems(own)
    pairs = ["".join(pair) for pair in pairwise(own) if not "".join(pair).isascii()]
    found = sum(part in stems for part in parts) + sum(pair in said for pair in pairs)
    return 2 * found >= len(parts) + len(pairs) > 0 or own in said


def _width(text: str) -> int:
    return 2 * len(text) - len(text.encode("ascii", "ignore"))


def _letters(title: str) -> str:
    return "".join(filter(str.isalnum, plain(title))) or title
