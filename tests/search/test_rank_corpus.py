import io
import json
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from pytest_django import Settings

EXPERTS: list[dict[str, Any]] = [
    {"id": "sun", "kind": "expert", "title": "Solar cells", "text": "", "publications": []},
    {
        "id": "sea",
        "kind": "expert",
        "title": "",
        "text": "",
        "publications": [
            {"title": "Whale song", "abstract": "Marine acoustics of whales.", "year": 2020},
            {"title": "Deep sea fish", "abstract": None, "year": None},
        ],
    },
    {"id": "mute", "kind": "expert", "title": "", "text": "", "publications": []},
    {"id": "光", "kind": "expert", "title": "太阳能电池", "text": "我们研究太阳能电池的稳定性。"},
]
OPENINGS: list[dict[str, Any]] = [
    {"id": "o1", "kind": "opening", "title": "太阳能电池的稳定性", "text": ""},
    {"id": "o2", "kind": "opening", "title": "", "text": "Acoustics of whales in the sea"},
]


def lines(path: Path, rows: list[Any]) -> str:
    path.write_text("".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows), encoding="utf-8")
    return str(path)


def rank(folder: Path, experts: list[Any], openings: list[Any], **options: Any) -> list[tuple[str, str]]:
    out = folder / "scores.jsonl"
    given = lines(folder / "experts.jsonl", experts), lines(folder / "openings.jsonl", openings)
    call_command("rank_corpus", *given, out=out, **options)
    rows = [json.loads(line) for line in out.read_text("utf-8").splitlines()]
    assert all(row.keys() == {"opening", "expert", "score"} for row in rows)
    return [(row["opening"], row["expert"]) for row in rows]


@pytest.mark.parametrize("backend", ["memory", "embedded"])
def test_each_opening_gets_every_expert_best_first(tmp_path: Path, backend: str) -> None:
    found = rank(tmp_path, EXPERTS, OPENINGS, backend=backend, encoder="hashing")
    assert [expert for opening, expert in found if opening == "o1"][:2] == ["光", "sun"]
    assert next(expert for opening, expert in found if opening == "o2") == "sea"
    assert len(found) == 6  # the one without a text is near nothing and gets no score


def test_top_keeps_the_best_only(tmp_path: Path) -> None:
    assert rank(tmp_path, EXPERTS, OPENINGS, top=1) == [("o1", "光"), ("o2", "sea")]


def test_the_same_input_gives_the_same_bytes(tmp_path: Path) -> None:
    rank(tmp_path, EXPERTS, OPENINGS)
    first = (tmp_path / "scores.jsonl").read_bytes()
    rank(tmp_path, EXPERTS, OPENINGS)
    assert (tmp_path / "scores.jsonl").read_bytes() == first


@pytest.mark.parametrize(
    ("line", "message"),
    [
        ("{", r"experts.jsonl:2: no JSON .*write one object a line"),
        ("[1]", r"experts.jsonl:2: an object is needed, found \[1\]; write"),
        ('{"title": "a"}', r"experts.jsonl:2, field id: a text is needed, found null; give"),
        (
            '{"id": 7, "title": "a"}',
            r"experts.jsonl:2, field id: a text is needed, found 7; write it in quotes",
        ),
        ('{"id": "sun", "title": "a"}', r"experts.jsonl:2, field id: 'sun' stands already in line 1; give"),
        ('{"id": "x", "title": 5}', r"experts.jsonl:2, field title: a text is needed, found 5; write"),
        ('{"id": "x", "publications": {}}', None),
        (
            '{"id": "x", "publications": "no"}',
            r"field publications: a list is needed, found \"no\"; write \[\]",
        ),
        ('{"id": "x", "publications": [3]}', r"field publications\[0\]: an object is needed, found 3; write"),
        (
            '{"id": "x", "publications": [{"title": 3}]}',
            r"field publications\[0\].title: a text is needed, found 3",
        ),
        ('{"id": "x", "publications": [{"year": ' + "1" * 5000 + "}]}", r"experts.jsonl:2: no JSON "),
        (r'{"id": "\ud800", "title": "a"}', r"experts.jsonl:2, field id: .* holds half a character"),
        ('{"id": "x", "publications": [{"year": [1]}]}', r"field publications\[0\].year: a number is needed"),
        (
            '{"id": "x", "publications": [{"year": "soon"}]}',
            r"field publications\[0\].year: .*found \"soon\"",
        ),
    ],
)
def test_a_bad_line_stops_before_anything_is_written(tmp_path: Path, line: str, message: str | None) -> None:
    experts, openings, out = (
        tmp_path / "experts.jsonl",
        lines(tmp_path / "o.jsonl", OPENINGS),
        tmp_path / "out.jsonl",
    )
    experts.write_text(json.dumps(EXPERTS[0]) + "\n" + line + "\n", encoding="utf-8")
    if message is None:
        call_command("rank_corpus", str(experts), openings, out=out)
        return
    with pytest.raises(CommandError, match=message):
        call_command("rank_corpus", str(experts), openings, out=out)
    assert {path.name for path in tmp_path.iterdir()} == {"experts.jsonl", "o.jsonl"}


def test_an_opening_without_a_text_is_told(tmp_path: Path) -> None:
    with pytest.raises(CommandError, match=r"openings.jsonl:1, field text: 'o' asks for nothing; fill in"):
        rank(tmp_path, EXPERTS, [{"id": "o", "title": " ", "text": ""}])


def test_signs_alone_are_named(tmp_path: Path) -> None:
    """A list of zeros would look like a ranking."""
    experts, openings = tmp_path / "experts.jsonl", tmp_path / "openings.jsonl"
    experts.write_text('{"id": "e", "text": "plasma"}\n{"id": "signs", "text": "✨ 100 %"}\n', "utf-8")
    openings.write_text('{"id": "fire", "text": "🔥"}\n', "utf-8")
    said = io.StringIO()

    call_command("rank_corpus", experts, openings, out=tmp_path / "scores", encoder="hashing", stderr=said)

    assert "1 experts hold no word that can be read and get no score: signs\n" in said.getvalue()
    assert "1 openings hold no word that can be read and get no score: fire\n" in said.getvalue()


def test_a_number_as_id_is_to_be_put_in_quotes(tmp_path: Path) -> None:
    lines = tmp_path / "lines.jsonl"
    lines.write_text('{"id": 7, "text": "plasma"}\n')

    with pytest.raises(CommandError, match=r"field id: a text is needed, found 7; write it in quotes."):
        call_command("rank_corpus", lines, lines, out=tmp_path / "scores")


def test_bytes_that_are_not_utf8_are_told(tmp_path: Path) -> None:
    experts = tmp_path / "e.jsonl"
    experts.write_bytes('{"id": "x", "title": "中文"}'.encode("gbk"))
    with pytest.raises(CommandError, match=r"e.jsonl:1: byte \d+ is not UTF-8; save"):
        call_command("rank_corpus", str(experts), lines(tmp_path / "o.jsonl", OPENINGS), out=tmp_path / "s")


@pytest.mark.parametrize(
    ("options", "message"),
    [
        ({"encoder": "nonsense"}, "There is no encoder 'nonsense'.*hashing, minilm, use"),
        ({"backend": "nonsense"}, "There is no backend 'nonsense': use one of embedded, memory"),
    ],
)
def test_unknown_names_list_the_known_ones(tmp_path: Path, options: dict[str, str], message: str) -> None:
    with pytest.raises(CommandError, match=message):
        rank(tmp_path, EXPERTS, OPENINGS, **options)


def test_the_output_may_not_be_an_input_or_a_folder(tmp_path: Path) -> None:
    experts, openings = lines(tmp_path / "e.jsonl", EXPERTS), lines(tmp_path / "o.jsonl", OPENINGS)
    for out, message in (
        (Path(experts), "one of the files"),
        (tmp_path, "is a folder"),
        (tmp_path / "no" / "s", "make it"),
    ):
        with pytest.raises(CommandError, match=message):
            call_command("rank_corpus", experts, openings, out=out)
    assert Path(experts).read_text("utf-8").startswith('{"id": "sun"')


def test_an_empty_file_and_a_missing_one_are_told(tmp_path: Path) -> None:
    with pytest.raises(CommandError, match="no line in it"):
        rank(tmp_path, [], OPENINGS)
    with pytest.raises(CommandError, match=r"none.jsonl cannot be read"):
        call_command(
            "rank_corpus", str(tmp_path / "none.jsonl"), str(tmp_path / "openings.jsonl"), out=tmp_path / "s"
        )


def test_what_is_not_read_in_full_is_named(tmp_path: Path) -> None:
    experts, openings = tmp_path / "experts.jsonl", tmp_path / "openings.jsonl"
    german = "Wir messen die Wand und das ist mit dem Laser nicht einfach."
    experts.write_text(
        '{"id": "e", "text": "plasma", "keywords": ["LIBS"], "publications": [{"title": "Walls", "venue": "X"}]}\n'
        + json.dumps({"id": "g", "text": german})
        + "\n",
        "utf-8",
    )
    openings.write_text('{"id": "o", "text": "the walls of a fusion device"}\n', "utf-8")
    said = io.StringIO()

    call_command("rank_corpus", experts, openings, out=tmp_path / "scores", encoder="hashing", stderr=said)

    assert (
        "1 experts are neither Chinese nor English and are compared by one vector alone: g\n"
        in said.getvalue()
    )
    assert (
        "2 fields of experts are not read; what should count belongs into text: keywords (1 lines), "
        "publications.venue (1 lines)\n" in said.getvalue()
    )
    assert "fields of openings" not in said.getvalue()


def test_words_of_gender_and_age_move_nobody(tmp_path: Path) -> None:
    experts = [
        {"id": "a", "text": "She is a plasma physicist, born in 1980. Her work is on tungsten walls."},
        {"id": "b", "text": "He is a plasma physicist, born in 1951. His work is on tungsten walls."},
    ]

    rank(tmp_path, experts, [{"id": "o", "text": "tungsten walls of fusion devices"}], encoder="hashing")

    rows = (tmp_path / "scores.jsonl").read_text("utf-8").splitlines()
    assert len(rows) == 2
    assert len({json.loads(row)["score"] for row in rows}) == 1


def test_what_cannot_be_read_gets_no_score_and_moves_no_other(tmp_path: Path) -> None:
    experts = [
        {"id": "signs", "text": "🔥🔥"},
        {"id": "unknown script", "text": "ᏣᎳᎩ ᎦᏬᏂᎯᏍᏗ ᎠᏂᏴᏫᏯᎢ 12"},
        {"id": "walls", "text": "tungsten walls of fusion devices"},
        {"id": "birds", "text": "songs of forest birds"},
    ]

    found = rank(
        tmp_path,
        experts,
        [{"id": "o", "text": "tungsten walls"}, {"id": "?", "text": "ᏣᎳᎩ"}],
        encoder="hashing",
    )

    assert found == [("o", "walls"), ("o", "birds")]


@pytest.mark.models
def test_a_third_language_is_ranked_by_what_it_says(tmp_path: Path, settings: Settings) -> None:
    """Before a list of words of every field, three of which are the opening's."""
    settings.SEARCH_ENCODERS = {
        "text": "search.encoders.use.UseMultilingual",
        "english": "search.encoders.minilm.MiniLM",
    }
    german = (
        "Ich forsche zur Überwachung von Brücken mit faseroptischen Sensoren, zur Ermüdung von Stahlbrücken und zur "
        "Zuverlässigkeit von Tragwerken unter Last durch Erdbeben."
    )
    listed = (
        "等离子体,托卡马克,聚变,水文,地下水,小麦,育种,抗病,肿瘤,免疫治疗,桥梁,健康监测,结构安全,卫星,姿态控制,轨道,"
        "人工智能,大数据,材料,纳米,量子,催化,电池,"
    )
    experts = [
        {"id": "words", "title": "等离子体 水文 育种 肿瘤 桥梁 卫星", "text": 6 * listed},
        {"id": "birds", "text": "I record the songs of forest birds and count nests."},
        {"id": "german", "title": "Überwachung und Sicherheit von Brücken", "text": german},
    ]
    opening = {
        "id": "o",
        "title": "大跨度桥梁结构健康监测",
        "text": "研究桥梁在役安全评估，需要光纤传感、疲劳分析与抗震可靠度方面的经验。",
    }

    assert rank(tmp_path, experts, [opening])[0] == ("o", "german")
