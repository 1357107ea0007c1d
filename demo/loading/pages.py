"""Editorial pages of the demo site."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from django.utils import timezone
from django.utils.translation import override
from django_countries import countries

from bases.models import Programme
from cms import models
from demo import schema_pages as schema
from demo.loading import indexes
from demo.loading.pictures import pictured
from demo.loading.publishing import body_of, closed, home, publish, words_of
from taxonomy.models import Challenge, PriorityField


def make_field_page(item: schema.FieldIntroduction) -> Any:
    field = PriorityField.objects.get(pk=item.id)
    page = models.FieldPage(
        field=field, title=field.name_en, slug=item.id, summary=item.summary["en"], **pictured(item)
    )
    words = {field.name_en: field.name_zh} | words_of(item)
    return publish(page, indexes.FIELDS.page(), body_of(item), words)


def make_challenge_page(item: schema.ChallengeIntroduction) -> Any:
    row = Challenge.objects.get(pk=item.id)
    page = models.ChallengePage(challenge=row, title=row.name_en, slug=item.id, summary=item.summary["en"])
    words = {row.name_en: row.name_zh} | words_of(item)
    return publish(page, indexes.CHALLENGES.page(), body_of(item), words)


def make_country_page(item: schema.CountryIntroduction) -> Any:
    code = item.id.upper()
    names = {}
    for language in ("en", "zh-hans"):
        with override(language):
            names[language] = str(countries.name(code))
    page = models.CountryPage(
        country=code, title=names["en"], slug=item.id, summary=item.summary["en"], **pictured(item)
    )
    words = {names["en"]: names["zh-hans"]} | words_of(item)
    return publish(page, indexes.COUNTRIES.page(), body_of(item), words)


def make_programme_page(item: schema.ProgrammeIntroduction) -> Any:
    row = Programme.objects.filter(slug=item.id).prefetch_related("texts").first()
    if row is None:
        raise LookupError(f"no programme has the id {item.id!r}; correct the id or add it to programmes.yaml")
    english, chinese = str(row.text_in("en")), str(row.text_in("zh-hans"))
    page = models.ProgrammePage(programme=row, title=english, slug=item.id, summary=item.summary["en"])
    return publish(page, indexes.PROGRAMMES.page(), body_of(item), {english: chinese} | words_of(item))


def make_base_intro(item: schema.TitledPage) -> Any:
    return publish(models.BaseIntroPage(**_head(item)), home(), body_of(item), _titled(item))


def make_article(item: schema.Article) -> Any:
    body, words = body_of(item), _titled(item)
    if item.deadlines:
        body.append(("deadlines", {"heading": item.deadlines["en"], "field": "", "number": 5}))
        words[item.deadlines["en"]] = item.deadlines["zh-hans"]
    if item.openings:
        heading = item.openings.heading
        asked = {"field": "", "country": "", "kind": item.openings.kind, "programme": ""}
        body.append(("openings", {"heading": heading["en"], **asked, "number": 5}))
        words[heading["en"]] = heading["zh-hans"]
    page = models.NewsArticlePage(date=_days_ago(item.days_ago), **_head(item), **pictured(item))
    return publish(page, indexes.NEWS.page(), body, words)


def make_story(item: schema.Story) -> Any:
    page = models.StoryPage(date=_days_ago(item.days_ago), **_head(item), **pictured(item))
    return publish(page, indexes.STORIES.page(), body_of(item), _titled(item))


def make_resource(item: schema.Resource) -> Any:
    page = models.ResourcePage(
        kind=item.kind,
        field_id=item.field,
        languages=item.languages,
        address=item.address,
        **_head(item),
    )
    return publish(page, indexes.RESOURCES.page(), body_of(item), _titled(item))


def make_course(item: schema.Course) -> Any:
    starts = timezone.localdate() + timedelta(days=item.starts_in_days)
    page = models.CoursePage(
        starts_on=starts,
        ends_on=starts + timedelta(days=item.days - 1),
        place=item.place["en"] if item.place else "",
        places=item.places,
        online=item.online,
        field_id=item.field,
        **_head(item),
    )
    words = _titled(item)
    if item.place:
        words[item.place["en"]] = item.place["zh-hans"]
    return publish(page, indexes.TRAINING.page(), body_of(item), words)


def make_guide(item: schema.Guide) -> Any:
    page = models.GuidePage(audience=item.audience, **_head(item))
    return publish(page, indexes.GUIDES.page(), body_of(item), _titled(item))


def make_standard(item: schema.StandardText) -> Any:
    page = models.StandardPage(show_in_menus=True, **_head(item))
    return publish(page, home(), body_of(item), _titled(item))


def make_statistics(item: schema.TitledPage) -> Any:
    charts = {
        "tiles": ("Bases by type and province", "按类型和省份统计的基地"),
        "sankey": ("Places in openings: host country, field, base", "岗位名额：接待国家、领域、基地"),
    }
    body = body_of(item) + [(block, {"heading": english}) for block, (english, _) in charts.items()]
    return publish(models.StatisticsPage(**_head(item)), home(), body, _titled(item) | dict(charts.values()))


def make_contact(item: schema.TitledPage) -> Any:
    return publish(models.ContactPage(**_head(item)), home(), body_of(item), _titled(item))


def _head(item: schema.TitledPage) -> dict[str, str]:
    return {"title": item.title["en"], "slug": item.id, "summary": item.summary["en"]}


def _titled(item: schema.TitledPage) -> dict[str, str]:
    return {item.title["en"]: closed(item.title["zh-hans"])} | words_of(item)


def _days_ago(days: int) -> Any:
    return timezone.localdate() - timedelta(days=days)


@dataclass(frozen=True, slots=True)
class Editorial:
    """A file of pages: its form, what its records are called, how one becomes a page."""

    file: str
    schema: type[schema.PageText]
    kind: str
    make: Callable[[Any], Any]


# In the order in which the foot of every page names them.
EDITORIAL = (
    Editorial("pages/fields.yaml", schema.FieldIntroduction, "field page", make_field_page),
    Editorial("pages/challenges.yaml", schema.ChallengeIntroduction, "challenge page", make_challenge_page),
    Editorial("pages/countries.yaml", schema.CountryIntroduction, "country page", make_country_page),
    Editorial("pages/programmes.yaml", schema.ProgrammeIntroduction, "programme page", make_programme_page),
    Editorial("pages/bases.yaml", schema.TitledPage, "introduction of bases", make_base_intro),
    Editorial("pages/news.yaml", schema.Article, "article", make_article),
    Editorial("pages/stories.yaml", schema.Story, "story", make_story),
    Editorial("pages/resources.yaml", schema.Resource, "resource", make_resource),
    Editorial("pages/courses.yaml", schema.Course, "course", make_course),
    Editorial("pages/guides.yaml", schema.Guide, "guide", make_guide),
    Editorial("pages/statistics.yaml", schema.TitledPage, "statistics page", make_statistics),
    Editorial("pages/standard.yaml", schema.StandardText, "standard page", make_standard),
    Editorial("pages/contact.yaml", schema.TitledPage, "contact page", make_contact),
)
