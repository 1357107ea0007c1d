"""Editorial pages. What they show of openings and bases is read from the database when they are served."""

from cms.models.bases import BaseIntroPage
from cms.models.challenges import ChallengeIndexPage, ChallengePage
from cms.models.contact import ContactPage
from cms.models.countries import CountryIndexPage, CountryPage
from cms.models.fields import FieldIndexPage, FieldPage
from cms.models.guides import GuideIndexPage, GuidePage
from cms.models.home import HomePage
from cms.models.news import NewsArticlePage, NewsIndexPage
from cms.models.programmes import ProgrammeIndexPage, ProgrammePage
from cms.models.resources import ResourceIndexPage, ResourcePage
from cms.models.standard import StandardPage
from cms.models.statistics import StatisticsPage
from cms.models.stories import StoryIndexPage, StoryPage
from cms.models.told import ToldStory as ToldStory  # no page either
from cms.models.training import CoursePage, TrainingIndexPage
from cms.models.usage import PageCount as PageCount  # no page, so not in __all__
from cms.models.usage import PageKind as PageKind

__all__ = [
    "BaseIntroPage",
    "ChallengeIndexPage",
    "ChallengePage",
    "ContactPage",
    "CountryIndexPage",
    "CountryPage",
    "CoursePage",
    "FieldIndexPage",
    "FieldPage",
    "GuideIndexPage",
    "GuidePage",
    "HomePage",
    "NewsArticlePage",
    "NewsIndexPage",
    "ProgrammeIndexPage",
    "ProgrammePage",
    "ResourceIndexPage",
    "ResourcePage",
    "StandardPage",
    "StatisticsPage",
    "StoryIndexPage",
    "StoryPage",
    "TrainingIndexPage",
]
