from collections import Counter
from collections.abc import Sequence

import numpy as np
import pytest

from search.affinity import AffinityModel
from search.types import Frequencies, IndexedPassage, PassageBlock, View
from search.weights import context_weight, part_weights

Row = tuple[str, str, View]  # owner, key, view
FREQUENCIES = Frequencies(100, {"cell": 10, "whale": 10, "solar": 10})


def view(angle: float, *, language: str = "en", stems: dict[str, float] | None = None) -> View:
    """A view whose two vectors stand at `angle` from the first axis, in radians."""
    vector = np.array([np.cos(angle), np.sin(angle)], np.float32)
    return View(language=language, vectors={"text": vector, "english": vector}, stems=stems or {}, tokens=())


def block(*rows: Row) -> PassageBlock:
    return PassageBlock(
        owners=[owner for owner, _, _ in rows],
        keys=[key for _, key, _ in rows],
        languages=[v.language for _, _, v in rows],
        vectors={
            part: np.array([v.vectors[part] for _, _, v in rows], np.float32) for part in ("text", "english")
        },
        stems=[v.stems for _, _, v in rows],
    )


def opening(*angles: float, keys: Sequence[str] = ("opening", "project:1", "base:1")) -> list[IndexedPassage]:
    return [IndexedPassage(key, view(angle)) for key, angle in zip(keys, angles, strict=False)]


def test_total_is_the_sum_of_weighted_parts() -> None:
    stems = {"cell": 100.0, "solar": 100.0}  # so much that what is left unsaid hardly counts
    query = [IndexedPassage("opening", view(0, stems=stems))]
    (found,) = AffinityModel(FREQUENCIES).people(query, block(("a", "profile", view(0, stems=stems))))
    assert (found.text, found.english, found.stems) == pytest.approx((0.25, 0.5, 0.25), abs=1e-3)
    assert found.total == found.text + found.english + found.stems
    assert [(m.query, m.row) for m in found.best] == [(0, 0)]


def test_one_word_in_common_says_less_than_many() -> None:
    many = {f"stem{i}": 1.0 for i in range(30)}
    frequencies = Frequencies(100, {"engin": 10} | dict.fromkeys(many, 10))

    def stems_of(bag: dict[str, float]) -> float:
        query = [IndexedPassage("opening", view(0, stems=bag))]
        (found,) = AffinityModel(frequencies).people(query, block(("a", "profile", view(0, stems=bag))))
        return found.stems

    assert stems_of({"engin": 1.0}) < stems_of(many) / 5


def test_the_three_best_passages_are_averaged() -> None:
    rows = [("a", f"publication:{i}", view(angle)) for i, angle in enumerate((1.5, 0.2, 0.4, 1.2, 0.6))]
    (found,) = AffinityModel(FREQUENCIES).people(opening(0), block(*rows))
    assert found.text == pytest.approx(np.mean(np.cos([0.2, 0.4, 0.6])) * 0.25, abs=1e-6)
    assert [meeting.row for meeting in found.best] == [1, 2, 4]


def test_with_fewer_passages_the_mean_is_over_what_there_is() -> None:
    candidates = block(
        ("a", "profile", view(0.3)), ("b", "profile", view(0.3)), ("b", "publication:1", view(0.3))
    )
    a, b = AffinityModel(FREQUENCIES).people(opening(0), candidates)
    assert a.total == pytest.approx(b.total)


def far_away() -> PassageBlock:
    """A background of English passages at right angles to what the tests ask."""
    return block(*(("x", f"publication:{i}", view(np.pi / 2)) for i in range(40)))


def of_papers(owner: str, count: int) -> list[Row]:
    return [(owner, f"publication:{i}", view(0.3)) for i in range(count)]


def test_somebody_known_by_few_papers_alone_is_drawn_towards_chance() -> None:
    people = block(*(row for count in (1, 2, 3, 9) for row in of_papers(str(count), count)))
    one, two, three, nine = AffinityModel(FREQUENCIES, [far_away()]).people(opening(0), people)
    assert one.total < two.total < three.total
    assert nine.total == pytest.approx(three.total)  # sheer number gains nothing


def test_a_biography_lacks_no_papers() -> None:
    people = block(("bio", "profile", view(0.3)), *of_papers("papers", 3))
    bio, papers = AffinityModel(FREQUENCIES, [far_away()]).people(opening(0), people)
    assert bio.total == pytest.approx(papers.total)


def test_papers_are_lacked_in_either_direction() -> None:
    posts = block(("opening:1", "opening", view(0)))
    model = AffinityModel(FREQUENCIES, [far_away()])
    one, three = (
        model.openings([IndexedPassage(key, v) for _, key, v in of_papers("p", count)], posts)[0]
        for count in (1, 3)
    )
    assert one.total < three.total


def test_versions_of_one_source_count_once_the_better_one() -> None:
    both = block(("a", "profile", view(0.9, language="zh-hans")), ("a", "profile", view(0.2)))
    (found,) = AffinityModel(FREQUENCIES).people(opening(0), both)
    (alone,) = AffinityModel(FREQUENCIES).people(opening(0), block(("a", "profile", view(0.2))))
    assert found.english == pytest.approx(alone.english)
    assert [meeting.row for meeting in found.best] == [1]


def test_an_openings_own_text_dominates_its_context() -> None:
    near_own, near_context = AffinityModel(FREQUENCIES).people(
        opening(0, np.pi / 2, np.pi / 2),
        block(("own", "profile", view(0)), ("context", "profile", view(np.pi / 2))),
    )
    assert near_own.total > 3 * near_context.total > 0


def test_both_directions_give_the_same_affinity() -> None:
    rng = np.random.default_rng(1)
    stems = [{"cell": 1.0}, {"whale": 1.0, "cell": 0.5}, {"solar": 2.0}]
    texts = [view(float(a), stems=stems[i % 3]) for i, a in enumerate(rng.uniform(0, 3, 8))]
    person = [("p", f"publication:{i}", texts[i]) for i in range(5)]
    post = [("opening:1", key, texts[i]) for key, i in (("opening", 5), ("project:1", 6), ("base:1", 7))]
    model = AffinityModel(FREQUENCIES)
    (there,) = model.people([IndexedPassage(key, v) for _, key, v in post], block(*person))
    (back,) = model.openings([IndexedPassage(key, v) for _, key, v in person], block(*post))
    assert (there.text, there.english, there.stems) == pytest.approx(
        (back.text, back.english, back.stems), abs=1e-6
    )


def test_a_bases_own_text_weighs_more_than_its_projects() -> None:
    assert context_weight("base:3", owner="base:3") == 1.0
    assert (
        context_weight("base:3", owner="opening:7") < context_weight("project:3") < context_weight("opening")
    )


def test_chinese_and_english_candidates_stand_on_one_scale() -> None:
    rng = np.random.default_rng(0)
    zh = block(
        *(("x", f"{i}", view(float(a), language="zh-hans")) for i, a in enumerate(rng.normal(0.8, 0.1, 60)))
    )
    en = block(*(("y", f"{i}", view(float(a))) for i, a in enumerate(rng.normal(1.3, 0.1, 60))))
    # the Chinese one is nearer, but only as near as any Chinese text; the English one stands out among its own
    candidates = block(("zh", "profile", view(0.8, language="zh-hans")), ("en", "profile", view(0.9)))
    plain = AffinityModel(FREQUENCIES).people(opening(0), candidates)
    scaled = AffinityModel(FREQUENCIES, [zh, en]).people(opening(0), candidates)
    assert plain[0].text > plain[1].text
    assert scaled[1].text > scaled[0].text
    assert scaled[1].text == pytest.approx(plain[1].text)  # English is the scale


@pytest.mark.parametrize("size", [0, 10])
def test_nothing_is_rescaled_by_a_tiny_sample(size: int) -> None:
    sample = block(*(("x", f"{i}", view(1, language="zh-hans")) for i in range(size)))
    candidates = block(("zh", "profile", view(0.3, language="zh-hans")), ("en", "profile", view(0.2)))
    background = [sample] if size else []
    assert AffinityModel(FREQUENCIES, background).people(opening(0), candidates) == AffinityModel(
        FREQUENCIES
    ).people(opening(0), candidates)


def test_rare_stems_count_more() -> None:
    frequencies = Frequencies(1000, {"cell": 900, "perovs": 2})
    query = [IndexedPassage("opening", view(0, stems={"cell": 1.0, "perovs": 1.0}))]
    candidates = block(
        ("common", "profile", view(0, stems={"cell": 1.0, "whale": 1.0})),
        ("rare", "profile", view(0, stems={"perovs": 1.0})),
    )
    common, rare = AffinityModel(frequencies).people(query, candidates)
    assert rare.stems > 5 * common.stems


def test_empty_sides_give_nothing() -> None:
    model = AffinityModel(Frequencies(0, {}))
    assert model.people(opening(0), block()) == []
    assert model.people([], block(("a", "profile", view(0)))) == []
    (found,) = model.people(opening(0), block(("a", "profile", view(0, stems={"cell": 1.0}))))
    assert found.stems == 0.0


def test_weights_do_not_depend_on_who_asks() -> None:
    assert part_weights("en", "zh-hans") == part_weights("zh-hans", "en")
    for pair in (("en", "en"), ("zh-hans", "en"), ("other", "en")):
        assert sum(part_weights(*pair).values()) == pytest.approx(1)


def test_frequencies_of_a_counter_do() -> None:
    counted = Frequencies(2, Counter({"cell": 1}))
    query = [IndexedPassage("opening", view(0, stems={"cell": 1.0}))]
    (found,) = AffinityModel(counted).people(query, block(("a", "profile", view(0, stems={"cell": 3.0}))))
    assert found.stems > 0
