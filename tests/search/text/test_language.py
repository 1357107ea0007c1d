import pytest

from search.text.language import detect


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("钙钛矿太阳能电池的稳定性", "zh-hans"),
        ("鈣鈦礦太陽能電池", "zh-hans"),
        ("基于BERT的文本分类", "zh-hans"),
        ("Stability of perovskite solar cells", "en"),
        ("Perovskite solar cells (钙钛矿太阳能电池) under humid conditions", "en"),
        ("IL-6 CO₂ Al–Cu EL DES DER C++", "en"),
        ("Ｃ＋＋", "en"),
        ("", "en"),
        ("?! 123", "en"),
        ("太陽電池の安定性に関する研究", "other"),
        ("Устойчивость солнечных элементов", "other"),
        ("Die Stabilität der Zellen wird durch die Feuchte bestimmt", "other"),
        ("Un modèle de la reconnaissance des textes dans les langues", "other"),
    ],
)
def test_detect_knows_chinese_english_and_the_rest(text: str, language: str) -> None:
    assert detect(text) == language
