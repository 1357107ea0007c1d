"""The terminology as people work on it."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.utils import timezone

from accounts.models import AuditEvent, ScopeLevel
from experts.choices import Audience, Section
from experts.models import SectionVisibility
from search.indexing.holders import holders
from search.models import IndexJob
from search.terminology.editing import delete_term, deleted_lately, history_of, may_edit_terms, save_term
from search.terminology.exchange import PlanChanged, apply_import, plan_import
from search.terminology.files import LARGEST_FILE, ImportRefused, decoded, export_terms
from search.terminology.listing import find_terms
from search.terminology.missing import ignore, note_asked, ranked_missing
from search.terminology.named import naming
from search.terminology.proposals import MOST_OPEN, TooManyProposals, decline_proposal, propose_term
from search.terminology.thesaurus import get_thesaurus
from search.terminology.unknown import unknown_in
from search.text.surfaces import fold
from taxonomy.models import MissingTerm, ProposalState, Term, TermProposal
from taxonomy.transitions import IllegalTransition
from tests.factories import (
    AdministratorFactory,
    MatchableProfileFactory,
    OfficerFactory,
    ProfileFactory,
    TermFactory,
    TermProposalFactory,
    UserFactory,
)
from tests.factories.users import OfficerScopeFactory

pytestmark = pytest.mark.django_db
HEADER = "zh,en,zh_aliases,en_aliases\n"


def provincial() -> object:
    user = UserFactory()
    OfficerScopeFactory(user=user, level=ScopeLevel.PROVINCE, province="anhui")
    return user


def test_national_officers_and_administrators_edit_and_nobody_else() -> None:
    assert may_edit_terms(OfficerFactory())
    assert may_edit_terms(AdministratorFactory())
    for user in (provincial(), UserFactory()):
        assert not may_edit_terms(user)
        with pytest.raises(PermissionDenied):
            save_term(Term(zh="魑魅钛矿", en="goblin perovskite"), by=user)
    assert not Term.objects.filter(zh="魑魅钛矿").exists()


def test_history_tells_what_a_term_said_and_a_deleted_one_can_be_brought_back() -> None:
    officer = OfficerFactory()
    term = save_term(Term(zh="魑魅钛矿", en="goblin perovskite"), by=officer)
    term.en = "imp perovskite"
    save_term(term, by=officer)
    save_term(term, by=officer)  # nothing changed
    changed, added = history_of(term)
    assert (added.verb, added.after["en"], added.actor) == ("term added", "goblin perovskite", officer)
    assert (changed.before["en"], changed.after["en"]) == ("goblin perovskite", "imp perovskite")
    delete_term(term, by=officer)
    [gone] = deleted_lately()
    assert (gone["zh"], gone["en"]) == ("魑魅钛矿", "imp perovskite")
    save_term(Term(zh="魑魅钛矿", en="imp perovskite"), by=officer)
    assert deleted_lately() == []


def test_terms_are_found_by_any_form_in_one_language_or_both() -> None:
    term = TermFactory(zh="魑魅钛矿", en="goblin perovskite", zh_aliases=["饕餮矿"], en_aliases=["imp ore"])
    for text in ("魑魅鈦礦", "饕餮", "Goblin", "IMP ORE"):
        assert list(find_terms(text)) == [term]
    assert list(find_terms("Goblin", language="zh-hans")) == []
    assert list(find_terms("饕餮", language="en")) == []
    assert list(find_terms("Goblin", field="energy")) == []
    assert list(find_terms("Goblin", field="general")) == [term]


# -- import and export


def test_what_is_exported_is_imported_as_it_was_and_no_cell_is_a_formula() -> None:
    TermFactory(zh="魑魅钛矿", en="=cmd perovskite", en_aliases=["@x", "+y"], field_id="energy")
    data = export_terms(list(Term.objects.all()))
    assert data.startswith(b"\xef\xbb\xbf")
    assert "魑魅钛矿,'=cmd perovskite,,'@x|+y,energy" in data.decode("utf-8-sig")
    plan = plan_import(decoded(data))
    assert (plan.added, plan.changed, plan.unchanged) == ([], [], Term.objects.count())


def test_an_import_shows_then_does_what_was_shown() -> None:
    officer, old = OfficerFactory(), TermFactory(zh="魑魅钛矿", en="goblin perovskite")
    TermFactory(zh="饕餮钛矿", en="glutton perovskite")
    holder = MatchableProfileFactory(text__biography="魍魉钛矿")
    IndexJob.objects.all().delete()
    text = HEADER + "魑魅钛矿,imp perovskite,,\n魍魉钛矿,sprite perovskite,,\n饕餮钛矿,glutton perovskite,,\n"
    plan = plan_import(text)
    assert [row.zh for row in plan.added] == ["魍魉钛矿"]
    assert [(term.en, row.en) for term, row in plan.changed] == [("goblin perovskite", "imp perovskite")]
    assert plan.unchanged == 1
    assert Term.objects.get(pk=old.pk).en == "goblin perovskite"

    apply_import(text, digest=plan.digest, by=officer)

    assert Term.objects.get(pk=old.pk).en == "imp perovskite"
    added = Term.objects.get(zh="魍魉钛矿")
    assert [event.verb for event in history_of(added)] == ["term added"]
    assert [event.before["en"] for event in history_of(old)] == ["goblin perovskite"]
    assert {str(job) for job in IndexJob.objects.all()} == {f"profile:{holder.pk}"}


def test_a_file_without_fields_takes_none_away() -> None:
    TermFactory(zh="魑魅钛矿", en="goblin perovskite", field_id="energy")
    plan = plan_import(HEADER + "魑魅钛矿,imp perovskite,,\n魍魉钛矿,sprite,,\n", field="health")
    assert [row.field for _term, row in plan.changed] == ["energy"]
    assert [row.field for row in plan.added] == ["health"]


def test_a_plan_that_was_overtaken_is_not_done() -> None:
    text = HEADER + "魑魅钛矿,imp perovskite,,\n"
    digest = plan_import(text).digest
    TermFactory(zh="魑魅钛矿", en="goblin perovskite")
    with pytest.raises(PlanChanged):
        apply_import(text, digest=digest, by=OfficerFactory())
    assert Term.objects.get(zh="魑魅钛矿").en == "goblin perovskite"


@pytest.mark.parametrize(
    ("text", "line", "column", "sentence"),
    [
        ("a,b\n", 1, "", "The header must be zh,en,zh_aliases,en_aliases"),
        (HEADER, 0, "", "has no terms"),
        (HEADER + "cell,cell,,\n", 2, "zh", "no Chinese in 'cell'; write"),
        (HEADER + "细胞甲,细胞,,\n", 2, "en", "is not English; write"),
        (HEADER + "细胞甲,cell\n", 2, "", "2 columns, 4 expected; quote"),
        (HEADER + "细胞甲,cell,,\n細胞甲,cell,,\n", 3, "zh", "stands already in line 2; remove"),
        (
            "zh,en,zh_aliases,en_aliases,field\n细胞甲,cell,,,alchemy\n",
            2,
            "field",
            "is no priority field; write one",
        ),
        (HEADER + '细胞甲,"' + "x" * 140_000 + '",,\n', 2, "", "cannot be read as CSV; save"),
    ],
)
def test_a_wrong_row_names_line_column_and_remedy(text: str, line: int, column: str, sentence: str) -> None:
    with pytest.raises(ImportRefused) as refused:
        plan_import(text + ("好词,good word,,\n" if line > 1 and "field" not in text.split("\n")[0] else ""))
    problem = refused.value.problems[0]
    assert (problem.line, problem.column) == (line, column)
    assert sentence in problem.sentence


def test_files_of_chinese_spreadsheets_are_read_and_others_refused() -> None:
    text = HEADER + "魑魅钛矿,imp perovskite,,\n"
    assert decoded(text.encode("gb18030")) == decoded(text.encode("utf-8-sig")) == text
    for data in (b"\xff\xfe" + text.encode("utf-16-le"), b"x" * (LARGEST_FILE + 1), b"PK\x03\x04\x00\x00"):
        with pytest.raises(ImportRefused):
            decoded(data)


def test_a_thousand_terms_ask_the_texts_once(django_assert_max_num_queries: object) -> None:
    rows = "".join(f"魑魅钛矿{n}号,goblin perovskite {n},,\n" for n in range(1000))
    digest = plan_import(HEADER + rows).digest
    officer = OfficerFactory()
    with django_assert_max_num_queries(1100):  # one for each line of the history
        apply_import(HEADER + rows, digest=digest, by=officer)
    assert AuditEvent.objects.filter(verb="term added").count() == 1000


# -- proposals


def test_a_declined_proposal_has_its_reason_and_is_decided_once() -> None:
    officer, proposal = OfficerFactory(), TermProposalFactory()
    with pytest.raises(PermissionDenied):
        decline_proposal(proposal, answer="No.", by=proposal.proposed_by)
    decline_proposal(proposal, answer="It is one already.", by=officer)
    proposal.refresh_from_db()
    assert (proposal.state, proposal.answer, proposal.decided_by) == (
        "declined",
        "It is one already.",
        officer,
    )
    with pytest.raises(IllegalTransition):
        decline_proposal(proposal, answer="Again.", by=officer)


def test_nobody_floods_the_officers_with_proposals() -> None:
    user = UserFactory()
    TermProposalFactory.create_batch(MOST_OPEN, proposed_by=user)
    with pytest.raises(TooManyProposals):
        propose_term(TermProposal(zh="魑魅钛矿", en="goblin perovskite"), by=user)
    assert TermProposal.objects.filter(state=ProposalState.OPEN).count() == MOST_OPEN


def test_erasing_a_person_takes_their_proposals_along() -> None:
    proposal = TermProposalFactory()
    proposal.proposed_by.delete()
    assert TermProposal.objects.count() == 0


# -- missing words


@pytest.mark.parametrize(
    ("question", "words"),
    [
        ("魑魎鑭矿", ["魎鑭"]),
        ("等离子体", []),
        ("goblin perovskite", ["goblin perovskite"]),
        ("the goblin perovskite", ["goblin perovskite"]),
        ("plasma", []),
        ("solar cells", []),
        ("goblin", []),
        ("one two three four five six", []),
        ("сварка титана", []),
        ("call 5551234", []),
    ],
)
def test_what_is_unknown_in_a_question(question: str, words: list[str]) -> None:
    found = [word for word, _language in unknown_in(question)]
    assert found == words or (question == "魑魎鑭矿" and found and all(len(word) >= 2 for word in found))


def on_days(question: str, days: int, *, times: int = 1) -> None:
    for _ in range(days):
        for _ in range(times):
            note_asked(question)
        for row in MissingTerm.objects.all():  # tomorrow
            MissingTerm.objects.filter(pk=row.pk).update(last_asked=row.last_asked - timedelta(days=1))


def test_a_word_is_readable_only_after_three_different_days() -> None:
    on_days("goblin perovskite", 2, times=5)
    [row] = MissingTerm.objects.all()
    assert (row.surface, row.days, row.times) == ("", 2, 10)
    assert "goblin" not in str(row.__dict__)
    assert ranked_missing() == []
    on_days("Goblin  Perovskite", 1)
    [shown] = ranked_missing()
    assert (shown.surface, shown.language, shown.days, shown.times) == ("goblin perovskite", "en", 3, 11)


@pytest.mark.parametrize(
    ("name", "native", "question"),
    [
        ("Ada Varnamo", "", "varnamo ada"),
        ("Ada Varnamo", "", "ada varnamo goblins"),
        ("Øystein Bérg-Varnamo", "", "oystein berg"),
        ("Ada Mika Varnamo", "", "ada varnamo"),
    ],
)
def test_the_name_of_somebody_is_never_shown(name: str, native: str, question: str) -> None:
    ProfileFactory(name=name, native_name=native)
    on_days(question, 5)
    assert set(MissingTerm.objects.values_list("surface", flat=True)) == {""}


@pytest.mark.parametrize(
    ("native", "word", "names"),
    [
        ("魎鑭", "魎鑭", True),
        ("魎鑭", "魎鑭矿", False),
        ("魎 鑭矿", "魎鑭矿团", True),
        ("托馬斯·魎鑭", "魎鑭", True),
    ],
)
def test_a_chinese_name_is_found_in_a_word(native: str, word: str, names: bool) -> None:
    ProfileFactory(native_name=native)
    folded = fold(word)
    assert naming([folded]) == ({folded} if names else set())


def test_the_name_of_somebody_who_joins_later_is_no_longer_shown() -> None:
    on_days("ada varnamo", 5)
    assert [one.surface for one in ranked_missing()] == ["ada varnamo"]
    ProfileFactory(name="Ada Varnamo")
    assert ranked_missing() == []


def test_a_name_among_keywords_is_not_shown() -> None:
    for _ in range(2):
        MatchableProfileFactory(text__keywords=["Ada Varnamo", "goblin perovskite"])
    ProfileFactory(name="Ada Varnamo")
    assert [one.surface for one in ranked_missing()] == ["goblin perovskite"]


def test_a_keyword_is_shown_once_two_people_of_the_pool_have_it() -> None:
    MatchableProfileFactory(text__keywords=["Goblin perovskite", "plasma", "tungsten"])
    ProfileFactory(text__keywords=["goblin perovskite"])  # agreed to nothing
    assert ranked_missing() == []
    MatchableProfileFactory(text__keywords=["goblin perovskite", "plasma", "tungsten"])
    assert [(one.surface, one.profiles) for one in ranked_missing()] == [("goblin perovskite", 2)]


def test_a_keyword_is_gone_at_once_when_its_consent_is_withdrawn() -> None:
    people = [MatchableProfileFactory(text__keywords=["goblin perovskite"]) for _ in range(2)]
    assert [one.surface for one in ranked_missing()] == ["goblin perovskite"]
    people[0].user.consents.update(withdrawn_at=timezone.now())
    assert ranked_missing() == []


def test_a_keyword_is_gone_at_once_when_the_biography_is_closed() -> None:
    people = [MatchableProfileFactory(text__keywords=["goblin perovskite"]) for _ in range(2)]
    assert [one.surface for one in ranked_missing()] == ["goblin perovskite"]
    SectionVisibility.objects.create(
        profile=people[1], section=Section.BIOGRAPHY, audience=Audience.INTRODUCTION
    )
    assert ranked_missing() == []


@pytest.mark.parametrize("audience", [Audience.INTRODUCTION, Audience.NOBODY])
def test_keywords_of_a_closed_biography_are_not_shown(audience: str) -> None:
    for _ in range(2):
        profile = MatchableProfileFactory(text__keywords=["goblin perovskite"])
        SectionVisibility.objects.create(profile=profile, section=Section.BIOGRAPHY, audience=audience)
    assert ranked_missing() == []


def test_what_became_a_term_or_is_ignored_is_no_longer_missing() -> None:
    on_days("goblin perovskite", 3)
    on_days("imp perovskite", 3)
    assert {one.surface for one in ranked_missing()} == {"goblin perovskite", "imp perovskite"}
    TermFactory(zh="魑魅钛矿", en="Goblin perovskites")
    assert {one.surface for one in ranked_missing()} == {"imp perovskite"}
    ignore("imp perovskite", language="en", by=OfficerFactory())
    on_days("imp perovskite", 1)
    assert ranked_missing() == []


# -- synonyms and suggestions


def test_a_question_is_its_terms_under_all_their_names() -> None:
    TermFactory(zh="魑魅钛矿", en="goblin perovskite", zh_aliases=["饕餮矿"], en_aliases=["imp ore"])
    names = ("魑魅钛矿", "goblin perovskite", "饕餮矿", "imp ore")
    for text in ("魑魅鈦礦", "饕餮矿", "Goblin perovskites", "the imp ores"):
        question = get_thesaurus().question(text)
        assert question.terms == (names,)
        assert question.whole
    assert not get_thesaurus().question("imp ores of Norway").whole
    assert get_thesaurus().question("nothing like it").terms == ()


def test_a_term_that_mixes_the_scripts_is_known_with_and_without_blanks() -> None:
    TermFactory(zh="魑饕RNA测序", en="goblin sequencing")
    for text in ("魑饕RNA测序", "魑饕 rna 測序"):
        assert get_thesaurus().question(text).whole
        assert unknown_in(f"{text}方法") == []
        assert [one.other for one in get_thesaurus().suggest(f"我们研究{text}。")][:1] == [
            "goblin sequencing"
        ]
    assert unknown_in("魑饕DNA测序") == [("魑饕", "zh-hans")]


def test_keywords_of_a_text_come_in_both_languages() -> None:
    TermFactory(zh="魑魅钛矿", en="goblin perovskite")
    TermFactory(zh="饕餮钛矿", en="glutton perovskite")
    english = get_thesaurus().suggest(
        "Goblin perovskites and glutton perovskite: a goblin perovskite is better."
    )
    assert [(one.text, one.other, one.times) for one in english] == [
        ("goblin perovskite", "魑魅钛矿", 2),
        ("glutton perovskite", "饕餮钛矿", 1),
    ]
    [chinese] = get_thesaurus().suggest("我们和他们都喜欢饕餮钛矿。")
    assert (chinese.text, chinese.language, chinese.other) == ("饕餮钛矿", "zh-hans", "glutton perovskite")


def test_an_abbreviation_is_meant_only_in_its_capitals() -> None:
    TermFactory(zh="魑魅钛矿", en="goblin perovskite", en_aliases=["GOP"])
    suggest = get_thesaurus().suggest
    assert [one.text for one in suggest("Two GOPs were grown.")] == ["goblin perovskite"]
    assert suggest("We gop along.") == []


def test_no_more_than_eight_keywords() -> None:
    TermFactory.create_batch(12)
    text = "，".join(Term.objects.filter(zh__startswith="测试术语").values_list("en", flat=True))
    assert len(get_thesaurus().suggest(f"{text}.")) == 8


def test_holders_are_asked_for_all_names_of_a_term() -> None:
    profile = MatchableProfileFactory(text__biography="On goblin perovskites.")
    term = TermFactory(zh="魑魅钛矿", en="goblin perovskite")
    assert holders(term.surfaces) == {"profile": [profile.pk]}
    assert timezone.now() >= term.changed


@pytest.mark.django_db
def test_the_term_itself_comes_first_and_words_are_found_from_their_beginning() -> None:
    field = {"field": None}
    for zh, en, aliases in (
        ("戈布林甲", "goblin organism", []),
        ("戈布林乙", "thegob lin", []),
        ("戈布林丙", "gobs of steel", ["gob"]),
        ("戈布林丁", "gob", []),
        ("戈布林戊", "deep gob", []),
    ):
        Term.objects.create(zh=zh, en=en, en_aliases=aliases, **field)

    assert [term.zh for term in find_terms("gobs")] == ["戈布林丁", "戈布林丙", "戈布林甲", "戈布林戊"]
    assert [term.zh for term in find_terms("deep-gobs")] == ["戈布林戊"]
    assert [term.zh for term in find_terms("戈布林丁")] == ["戈布林丁"]
