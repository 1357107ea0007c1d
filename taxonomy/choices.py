"""Choice lists that several apps share."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Language(models.TextChoices):
    """The languages that a text on the platform is written in."""

    ZH = "zh-hans", _("Chinese")
    EN = "en", _("English")


class SpokenLanguage(models.TextChoices):
    """Languages that people work in (ISO 639-1)."""

    AR = "ar", _("Arabic")
    DE = "de", _("German")
    EN = "en", _("English")
    ES = "es", _("Spanish")
    FR = "fr", _("French")
    HI = "hi", _("Hindi")
    ID = "id", _("Indonesian")
    IT = "it", _("Italian")
    JA = "ja", _("Japanese")
    KO = "ko", _("Korean")
    PT = "pt", _("Portuguese")
    RU = "ru", _("Russian")
    SW = "sw", _("Swahili")
    TH = "th", _("Thai")
    TR = "tr", _("Turkish")
    UR = "ur", _("Urdu")
    VI = "vi", _("Vietnamese")
    ZH = "zh", _("Chinese")
    OTHER = "xx", _("Another language")


class LanguageLevel(models.TextChoices):
    """CEFR, and HSK for Chinese."""

    A1 = "A1", "A1"
    A2 = "A2", "A2"
    B1 = "B1", "B1"
    B2 = "B2", "B2"
    C1 = "C1", "C1"
    C2 = "C2", "C2"
    HSK1 = "HSK1", "HSK 1"
    HSK2 = "HSK2", "HSK 2"
    HSK3 = "HSK3", "HSK 3"
    HSK4 = "HSK4", "HSK 4"
    HSK5 = "HSK5", "HSK 5"
    HSK6 = "HSK6", "HSK 6"
    NATIVE = "native", _("native")

    @property
    def steps(self) -> int:
        """1–7 on one ladder; HSK n stands beside the n-th CEFR level."""
        order = ("1", "2", "3", "4", "5", "6")
        cefr = ("A1", "A2", "B1", "B2", "C1", "C2")
        if self is LanguageLevel.NATIVE:
            return 7
        return 1 + (cefr.index(self.value) if self.value in cefr else order.index(self.value[-1]))


class CareerStage(models.TextChoices):
    """EURAXESS researcher profiles."""

    R1 = "R1", _("Doctoral researcher (R1)")
    R2 = "R2", _("Postdoctoral researcher (R2)")
    R3 = "R3", _("Established researcher (R3)")
    R4 = "R4", _("Leading researcher (R4)")


class StayKind(models.TextChoices):
    """What an opening offers and a person may want."""

    EXPERT_VISIT = "expert_visit", _("Expert visit")
    YOUNG_6 = "young_6", _("Young scientist, 6 months")
    YOUNG_12 = "young_12", _("Young scientist, 12 months")
    LONG_TERM = "long_term", _("Long-term post")
    TEAM = "team", _("Team")
    TRAINING = "training", _("Training cohort")
    FACILITY = "facility", _("Facility access")
    INTERNATIONAL_POST = "international_post", _("International-organisation post")


class SourceChannel(models.TextChoices):
    """Through which channel an opening or a nomination came (plan, chapter 3.3)."""

    HOST = "host", _("Posted by the host")
    INTERGOVERNMENTAL = "intergovernmental", _("Intergovernmental cooperation")
    MINISTERIAL = "ministerial", _("Coordination among ministries")
    PROVINCIAL = "provincial", _("Ministry–province consultation")
    ATTACHE = "attache", _("Recommended by an embassy")


class Province(models.TextChoices):
    """Provinces, autonomous regions, municipalities and special administrative regions."""

    ANHUI = "anhui", _("Anhui")
    BEIJING = "beijing", _("Beijing")
    CHONGQING = "chongqing", _("Chongqing")
    FUJIAN = "fujian", _("Fujian")
    GANSU = "gansu", _("Gansu")
    GUANGDONG = "guangdong", _("Guangdong")
    GUANGXI = "guangxi", _("Guangxi")
    GUIZHOU = "guizhou", _("Guizhou")
    HAINAN = "hainan", _("Hainan")
    HEBEI = "hebei", _("Hebei")
    HEILONGJIANG = "heilongjiang", _("Heilongjiang")
    HENAN = "henan", _("Henan")
    HONG_KONG = "hong-kong", _("Hong Kong")
    HUBEI = "hubei", _("Hubei")
    HUNAN = "hunan", _("Hunan")
    INNER_MONGOLIA = "inner-mongolia", _("Inner Mongolia")
    JIANGSU = "jiangsu", _("Jiangsu")
    JIANGXI = "jiangxi", _("Jiangxi")
    JILIN = "jilin", _("Jilin")
    LIAONING = "liaoning", _("Liaoning")
    MACAO = "macao", _("Macao")
    NINGXIA = "ningxia", _("Ningxia")
    QINGHAI = "qinghai", _("Qinghai")
    SHAANXI = "shaanxi", _("Shaanxi")
    SHANDONG = "shandong", _("Shandong")
    SHANGHAI = "shanghai", _("Shanghai")
    SHANXI = "shanxi", _("Shanxi")
    SICHUAN = "sichuan", _("Sichuan")
    TAIWAN = "taiwan", _("Taiwan")
    TIANJIN = "tianjin", _("Tianjin")
    TIBET = "tibet", _("Tibet")
    XINJIANG = "xinjiang", _("Xinjiang")
    YUNNAN = "yunnan", _("Yunnan")
    ZHEJIANG = "zhejiang", _("Zhejiang")
