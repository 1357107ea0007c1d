"""Choice lists that several apps share."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Language(models.TextChoices):
    """The languages that a text on the platform is written in."""

    ZH = "zh-hans", _("Chinese")
    EN = "en", _("English")


class SpokenLanguage(models.TextChoices):
    """Languages that people work in (ISO 639-1)."""

    AF = "af", _("Afrikaans")
    AK = "ak", _("Akan")
    AM = "am", _("Amharic")
    AR = "ar", _("Arabic")
    AY = "ay", _("Aymara")
    AZ = "az", _("Azerbaijani")
    BE = "be", _("Belarusian")
    BG = "bg", _("Bulgarian")
    BN = "bn", _("Bengali")
    CS = "cs", _("Czech")
    DA = "da", _("Danish")
    DE = "de", _("German")
    EL = "el", _("Greek")
    EN = "en", _("English")
    ES = "es", _("Spanish")
    ET = "et", _("Estonian")
    FA = "fa", _("Persian")
    FI = "fi", _("Finnish")
    FJ = "fj", _("Fijian")
    FR = "fr", _("French")
    HA = "ha", _("Hausa")
    HE = "he", _("Hebrew")
    HI = "hi", _("Hindi")
    HR = "hr", _("Croatian")
    HU = "hu", _("Hungarian")
    HY = "hy", _("Armenian")
    ID = "id", _("Indonesian")
    IG = "ig", _("Igbo")
    IS = "is", _("Icelandic")
    IT = "it", _("Italian")
    JA = "ja", _("Japanese")
    KA = "ka", _("Georgian")
    KI = "ki", _("Kikuyu")
    KK = "kk", _("Kazakh")
    KM = "km", _("Khmer")
    KN = "kn", _("Kannada")
    KO = "ko", _("Korean")
    KY = "ky", _("Kyrgyz")
    LO = "lo", _("Lao")
    LT = "lt", _("Lithuanian")
    LV = "lv", _("Latvian")
    ML = "ml", _("Malayalam")
    MN = "mn", _("Mongolian")
    MR = "mr", _("Marathi")
    MS = "ms", _("Malay")
    MY = "my", _("Burmese")
    NE = "ne", _("Nepali")
    NL = "nl", _("Dutch")
    NO = "no", _("Norwegian")
    PA = "pa", _("Punjabi")
    PL = "pl", _("Polish")
    PS = "ps", _("Pashto")
    PT = "pt", _("Portuguese")
    QU = "qu", _("Quechua")
    RO = "ro", _("Romanian")
    RU = "ru", _("Russian")
    RW = "rw", _("Kinyarwanda")
    SI = "si", _("Sinhala")
    SK = "sk", _("Slovak")
    SL = "sl", _("Slovenian")
    SN = "sn", _("Shona")
    SO = "so", _("Somali")
    SQ = "sq", _("Albanian")
    SR = "sr", _("Serbian")
    SV = "sv", _("Swedish")
    SW = "sw", _("Swahili")
    TA = "ta", _("Tamil")
    TE = "te", _("Telugu")
    TG = "tg", _("Tajik")
    TH = "th", _("Thai")
    TI = "ti", _("Tigrinya")
    TK = "tk", _("Turkmen")
    TR = "tr", _("Turkish")
    TW = "tw", _("Twi")
    UK = "uk", _("Ukrainian")
    UR = "ur", _("Urdu")
    UZ = "uz", _("Uzbek")
    VI = "vi", _("Vietnamese")
    WO = "wo", _("Wolof")
    XH = "xh", _("Xhosa")
    YO = "yo", _("Yoruba")
    ZH = "zh", _("Chinese")
    ZU = "zu", _("Zulu")


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
    INTERMEDIARY = "intermediary", _("Recommended by an accredited intermediary")


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
