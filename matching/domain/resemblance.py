"""Why two profiles may be one person's, in words."""

from __future__ import annotations

from dataclasses import dataclass

from matching.domain.same_name import alike, same
from matching.domain.traces import Trace
from matching.types import Bilingual

# Mean cosine, over the slots, of what two people wrote of themselves. In the demo data (120 people) different people
# reach .79, the two languages of one person .65 at least, a text with a sentence left out or words exchanged .95 at
# least.
SAME_WORK, SAME_WORDS = 0.65, 0.9

IDENTIFIER = Bilingual(zh="两份档案写有同一标识符。", en="Both name the same identifier.")
NAME = Bilingual(zh="姓名相同。", en="The names are the same.")
NAME_ALIKE = Bilingual(
    zh="姓名可能相同：缩写或省略了一部分。",
    en="The names may be the same: an initial, or a part left out.",
)
AFFILIATION = Bilingual(zh="所在机构相同。", en="The affiliations are the same.")
COUNTRY = Bilingual(zh="所在国家相同。", en="The countries are the same.")
TEXT = Bilingual(zh="自述文字完全相同。", en="The texts are the same, word for word.")
TEXT_NEARLY = Bilingual(zh="自述文字几乎相同。", en="The texts are nearly the same.")
# Without a number: publications may be closed to the reader, and a rule says met or not met (decision 0010).
PAPERS = Bilingual(zh="有相同的论文。", en="They have papers in common.")
WORK = Bilingual(zh="自述的研究内容十分接近。", en="The texts speak of the same work.")


@dataclass(frozen=True, slots=True)
class Resemblance:
    """What two profiles share. `weight`: for the order of a list; an identifier says most."""

    reasons: tuple[Bilingual, ...]
    weight: float

    @property
    def suspicious(self) -> bool:
        return bool(self.reasons)


def resemblance(one: Trace, other: Trace, *, likeness: float, common_name: bool = False) -> Resemblance:
    """Without a reason where what they share is too little to ask about.

    `likeness`: cosine of their texts, 0.0 where it is not known. `common_name`: so many share the name and the country
    that this says nothing.
    """
    name, name_alike = same(one.names, other.names), alike(one.names, other.names)
    affiliation = bool(one.affiliation) and one.affiliation == other.affiliation
    country = one.country == other.country and not common_name
    found: list[tuple[Bilingual, float]] = []
    if one.identifiers & other.identifiers:
        found.append((IDENTIFIER, 8.0))
    if one.texts & other.texts:
        found.append((TEXT, 4.0))
    enough = bool(found)
    if name_alike:
        found.append((NAME, 2.0) if name else (NAME_ALIKE, 1.0))
        if one.papers & other.papers:
            found.append((PAPERS, 3.0))
        if likeness >= SAME_WORK and not one.texts & other.texts:
            found.append((TEXT_NEARLY, 3.0) if likeness >= SAME_WORDS else (WORK, 1.5))
        enough = enough or len(found) > 1
        if affiliation:
            found.append((AFFILIATION, 1.0))
        if country:
            found.append((COUNTRY, 0.5))
        enough = enough or (name and (affiliation or country))
    if not enough:
        return Resemblance((), 0.0)
    return Resemblance(tuple(reason for reason, _ in found), sum(weight for _, weight in found))
