import pytest
from django.utils import timezone

from experts.models import Profile
from matching.blind import candidates, letter, veiled
from matching.names import names_of
from matching.types import Bilingual, Eligibility, Evidence, Marked, Ranked, Score, Shortlist, Strength
from tests.factories import AffiliationFactory, MatchableProfileFactory, OpenOpeningFactory, ProfileFactory

pytestmark = pytest.mark.django_db  # what is research is told by the terminology


@pytest.mark.parametrize(("position", "name"), [(0, "A"), (25, "Z"), (26, "AA"), (51, "AZ"), (52, "BA")])
def test_letters_go_on_after_z(position: int, name: str) -> None:
    assert letter(position) == name


def covered(text: str, *marks: tuple[int, int], name: str, native: str = "", language: str = "en") -> Marked:
    return veiled(Marked(text, language, marks), names_of(Profile(name=name, native_name=native)))


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("Marit Solvang works on cells.", "[name] works on cells."),
        ("Solvang works; M. Solvang leads.", "[name] works; [name] leads."),
        ("Solvangite is a mineral.", "Solvangite is a mineral."),
        ("Nobody here.", "Nobody here."),
    ],
)
def test_every_form_of_a_latin_name_is_covered(text: str, shown: str) -> None:
    assert covered(text, name="Marit Solvang").text == shown


@pytest.mark.parametrize(
    ("name", "text", "shown"),
    [
        ("Li Wei", "LI WEI, li wei, Wei LI and LiWei", "[name], [name], [name] and [name]"),
        ("Li Wei", "Li, X. and Wei in Liverpool weigh", "[name], X. and [name] in Liverpool weigh"),
        ("Xiaoming Li", "Li-ion cells; the Li-Wang bound", "Li-ion cells; the [name]-Wang bound"),
        ("Tomáš Havránek", "Tomas Havranek; HAVRÁNEK; tomáš", "[name]; [name]; [name]"),
        ("Tomas Havranek", "Tomáš Havránek", "[name]"),
        ("Tomáš Havránek", "Toma\u0301s\u030c Havra\u0301nek!", "[name]!"),
        ("Søren Łoś", "Soren Los and SØREN", "[name] and [name]"),
        ("Marit Solvang", "write to m.solvang@uni.example", "write to [address]"),
        (
            "Marit Solvang",
            "M. Solvang, Solvang M. and Solvang, M.: M.S.",
            "[name], [name] and [name]: [name]",
        ),
        ("Min-Seo Karlin", "M.-S. Karlin; Karlin, M.S.; MS data", "[name]; [name]; MS data"),
        ("Marit Solvang", "由M. Solvang教授领导", "由[name]教授领导"),
        ("Marit Solvang", "A. Solvang and M. Other", "A. [name] and M. Other"),
        ("Marit Solvang", "由Solvang教授领导", "由[name]教授领导"),
        ("Jean-Pierre O'Neill", "Pierre O’Neill, JEAN PIERRE", "[name] [name], [name] [name]"),
    ],
)
def test_a_name_is_covered_whatever_its_case_accents_and_order(name: str, text: str, shown: str) -> None:
    assert covered(text, name=name).text == shown


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("Mail m.s+x@lab.uni.example.", "Mail [address]."),
        ("邮箱：m.s@uni.example，欢迎来信", "邮箱：[address]，欢迎来信"),
        ("me [at] uni.example", "[address]"),
        ("See https://lab.uni.example/people?id=7, please", "See [address], please"),
        ("See www.tandem-lab.eu (in English)", "See [address] (in English)"),
        ("tandem-lab.org/team, 见lab.uni-oslo.no", "[address], 见[address]"),
        ("ORCID: 0000-0002-1825-009X!", "[address]!"),
        ("in doi:10.1234/abc.d-5 of 2024", "in [address] of 2024"),
        ("call +47 22 85 50 50", "call [address]"),
        ("Node.js at 10.5/20 in plasma.In all, +20 000", "Node.js at 10.5/20 in plasma.In all, +20 000"),
    ],
)
def test_ways_to_reach_or_look_up_somebody_are_covered(text: str, shown: str) -> None:
    assert covered(text, name="Marit Solvang").text == shown


def test_the_organisations_of_a_person_are_covered() -> None:
    person = Profile(name="Marit Solvang", affiliation="University of Vårnamo")
    text = Marked("At the university of Varnamo, or Vårnamo for short", "en")
    assert veiled(text, names_of(person)).text == "At the [name], or Vårnamo for short"


@pytest.mark.parametrize(
    ("native", "text", "shown"),
    [
        ("陈伟", "陳偉教授与陈 伟", "［姓名］教授与［姓名］"),
        ("托马斯·哈弗拉内克", "托马斯哈弗拉内克和哈弗拉内克", "［姓名］和［姓名］"),
        ("Иван Петров", "ПЕТРОВ и петровский", "［姓名］ и петровский"),
        ("김민수", "김민수는", "［姓名］는"),
    ],
)
def test_a_native_name_is_covered_in_its_own_script(native: str, text: str, shown: str) -> None:
    assert covered(text, name="N. N.", native=native, language="zh-hans").text == shown


def test_a_word_that_is_also_a_name_stays() -> None:
    assert covered("A long day with Dr Long.", name="Ada Long").text == "A long day with Dr [name]."


@pytest.mark.parametrize(("name", "native"), [("", ""), ("N.", ""), ("N.", "李 明")])
def test_addresses_and_organisations_are_covered_however_short_the_name(name: str, native: str) -> None:
    person = Profile(name=name, native_name=native, affiliation="University of Varnamo")
    text = Marked("Write to mi@example.org, University of Varnamo", "en", ())
    assert veiled(text, names_of(person)).text == "Write to [address], [name]"


def test_a_name_of_single_characters_is_covered_as_a_whole() -> None:
    assert covered("李明与李子", name="N.", native="李 明", language="zh-hans").text == "［姓名］与李子"


def test_the_terms_of_a_piece_of_evidence_are_covered_too() -> None:
    person = Profile.objects.get(pk=MatchableProfileFactory(name="Marit Solvang").pk)
    piece = Evidence(
        asked=Marked("Solvang method for deuterium", "en", ((0, 7),)),
        has=Marked("The SOLVANG method", "en", ((4, 11),)),
        source=Bilingual(zh="个人简介", en="Biography"),
        terms=(("Solvang", "SOLVANG"), ("deuterium", "deuterium")),
    )
    line = Ranked(1, person, Score(0.5, (), 0.5, Strength.GOOD), Eligibility(()), (piece,))
    shortlist = Shortlist((line,), (), pool=1, engine="", computed_at=timezone.now())

    [[one], _] = candidates(OpenOpeningFactory(), shortlist)

    assert one.evidence[0].terms == (("[name]", "[name]"), ("deuterium", "deuterium"))
    assert one.evidence[0].has == Marked("The [name] method", "en", ((4, 10),))
    assert one.evidence[0].similarity == piece.similarity


def test_a_chinese_name_is_covered_within_running_text() -> None:
    shown = covered("宋玛丽长期研究叠层电池。", name="Marit Solvang", native="宋玛丽", language="zh-hans")
    assert shown.text == "［姓名］长期研究叠层电池。"


def test_marks_stay_on_their_words() -> None:
    text = "Marit Solvang ages tandem cells outdoors."
    marks = [(text.index(word), text.index(word) + len(word)) for word in ("tandem cells", "outdoors")]
    shown = covered(text, *marks, name="Marit Solvang")
    assert [shown.text[start:end] for start, end in shown.marks] == ["tandem cells", "outdoors"]


def test_a_mark_on_a_name_covers_what_covers_it() -> None:
    text = "The work of Solvang on cells"
    start = text.index("Solvang")
    shown = covered(text, (start, start + 7), (start + 2, start + 10), name="Marit Solvang")
    assert [shown.text[a:b] for a, b in shown.marks] == ["[name]", "[name] on"]


@pytest.mark.parametrize(
    ("text", "shown", "language"),
    [
        ("现为利塔瓦工业大学副教授。", "现为［不显示］副教授。", "zh-hans"),
        ("我是马来西亚华人，做过博士后。", "我是［不显示］，做过博士后。", "zh-hans"),
        ("几所大学的德国人群队列", "几所大学的德国人群队列", "zh-hans"),
        (
            "I work at the University of Lund, once at Mallee Range University.",
            "I work at the [not shown], once at [not shown].",
            "en",
        ),
        (
            "I am a Kenyan hydrologist and grew up in Kisumu.",
            "I am a [not shown] hydrologist and grew up in [not shown].",
            "en",
        ),
        ("The university hospital is small.", "The university hospital is small.", "en"),
    ],
)
def test_where_somebody_comes_from_and_works_is_covered_where_they_tell_it(
    text: str, shown: str, language: str
) -> None:
    assert covered(text, name="Marit Solvang", language=language).text == shown


def of_country(text: str, *codes: str, language: str) -> str:
    person = Profile(name="Marit Solvang", country=codes[0], nationalities=[*codes[1:]])
    return veiled(Marked(text, language), names_of(person)).text


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        (
            "Steel from Japan and Malaysia; a Japanese mill",
            "Steel from [not shown] and [not shown]; a [not shown] mill",
        ),
        (
            "MALAYSIA-based; Malaysian peat, peat in Nepal",
            "[not shown]-based; [not shown] peat, peat in Nepal",
        ),
        ("The Sea of Japan; Japanese encephalitis", "The Sea of Japan; Japanese encephalitis"),
        ("Japanese quail and Japan Sea water", "Japanese quail and Japan Sea water"),
        ("Standard Japanese, Japanese speech", "Standard Japanese, Japanese speech"),
    ],
)
def test_the_countries_of_a_person_are_covered_and_no_other(text: str, shown: str) -> None:
    assert of_country(text, "JP", "MY", language="en") == shown


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("日本轻金属学者", "［不显示］轻金属学者"),
        ("与馬來西亞同行合作，样地在尼泊尔", "与［不显示］同行合作，样地在尼泊尔"),
        ("日本人；日本海与日本脑炎", "［不显示］；日本海与日本脑炎"),
        ("印度洋与印度尼西亚", "印度洋与印度尼西亚"),
    ],
)
def test_the_countries_of_a_person_are_covered_in_chinese(text: str, shown: str) -> None:
    assert of_country(text, "JP", "MY", "IN", language="zh-hans") == shown


def test_the_countries_of_affiliations_are_covered() -> None:
    person = ProfileFactory(name="Marit Solvang", country="NO", nationalities=["NO"])
    AffiliationFactory(profile=person, country="KE")
    shown = veiled(Marked("Wells in Kenya, then in Norway and Chad", "en"), names_of(person))
    assert shown.text == "Wells in [not shown], then in [not shown] and Chad"


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("My group in Singapore builds pumps.", "My group in [not shown] builds pumps."),
        ("After a postdoc in Harbin I returned.", "After a postdoc in [not shown] I returned."),
        ("I am an associate professor in Baoding.", "I am an associate professor in [not shown]."),
        (
            "I am a professor of soil science in Baoding, too",
            "I am a professor of soil science in [not shown], too",
        ),
        ("I’m now based in New York and teach.", "I’m now based in [not shown] and teach."),
        ("I live in the cold and work in Tromsø.", "I live in the cold and work in Tromsø."),
        ("Born and raised in Chiang Mai.", "Born and raised in [not shown]."),
        ("I studied in Kazan.", "I studied in [not shown]."),
        ("A researcher working on glaciers in Nepal", "A researcher working on glaciers in Nepal"),
        ("We sample wells in Nepal.", "We sample wells in Nepal."),
        ("I work in Python and in the Barents Sea.", "I work in Python and in the Barents Sea."),
        ("I became a lecturer in September 2019.", "I became a lecturer in September 2019."),
        ("I am a lecturer in Materials Science.", "I am a lecturer in Materials Science."),
        (
            "I work in Drosophila embryos; I work in MATLAB.",
            "I work in Drosophila embryos; I work in MATLAB.",
        ),
    ],
)
def test_the_place_where_somebody_says_they_sit_is_covered(text: str, shown: str) -> None:
    assert covered(text, name="Ada Long").text == shown


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("马来西亚青年学者，研究泥炭", "［不显示］青年学者，研究泥炭"),
        ("在清迈长大，家里讲潮州话。", "在［不显示］长大，家里讲［不显示］。"),
        ("本人在新加坡从事水处理，在保定市任教。", "本人在［不显示］从事水处理，在［不显示］任教。"),
        (
            "我生于清邁，来自云南，在哈爾濱一所高校任教",
            "我生于［不显示］，来自［不显示］，在［不显示］一所高校任教",
        ),
        ("在显微镜下从事观察，在实验室工作", "在显微镜下从事观察，在实验室工作"),
        ("曾在武汉读完本科，2022年在西安获博士学位", "曾在［不显示］读完本科，2022年在［不显示］获博士学位"),
        ("样品来自云南，在尼泊尔采样", "样品来自云南，在尼泊尔采样"),
        ("在城市工作，在南海从事调查", "在城市工作，在南海从事调查"),
    ],
)
def test_the_place_where_somebody_says_they_sit_is_covered_in_chinese(text: str, shown: str) -> None:
    assert covered(text, name="Ada Long", language="zh-hans").text == shown
