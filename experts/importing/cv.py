"""A CV in running text: a guess by headings, years and order of lines, for a person to check."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from experts.importing import tidy
from experts.importing.citations import NUMBER, read_citation
from experts.importing.languages import BY_NAME, code_of, level_of
from experts.importing.limits import ROWS
from experts.importing.record import Post, Record, Spoken, Told, Work
from experts.importing.works import in_list

HEADINGS = {
    "about": (
        "profile", "summary", "about", "about me", "biography", "professional profile", "professional summary",
        "research profile", "short biography", "personal statement", "个人简介", "简介", "自我评价",
    ),
    "keywords": (
        "research interests", "research areas", "fields of research", "keywords", "interests", "areas of expertise",
        "expertise", "研究方向", "研究领域", "研究兴趣", "关键词",
    ),
    "posts": (
        "experience", "work experience", "employment", "employment history", "professional experience",
        "academic positions", "positions", "appointments", "academic appointments", "research experience", "career",
        "工作经历", "工作经验", "任职经历", "研究经历", "科研经历",
    ),
    "education": ("education", "education and training", "academic qualifications", "degrees",
        "教育经历", "教育背景", "学历"),
    "works": (
        "publications", "selected publications", "list of publications", "papers", "journal articles",
        "peer-reviewed publications", "books",
        "论文", "代表性论文", "代表作", "发表论文", "学术论文", "主要论著", "论著",
    ),
    "languages": ("languages", "language skills", "语言", "语言能力", "外语水平"),
    "other": (
        "awards", "honours", "honors", "grants", "funding", "teaching", "references", "referees", "service", "skills",
        "memberships", "patents", "conferences", "invited talks", "contact", "personal information", "hobbies",
        "curriculum vitae", "个人简历", "简历",
        "获奖情况", "荣誉奖励", "科研项目", "教学", "社会兼职", "技能", "专利", "联系方式", "个人信息", "基本信息",
    ),
}  # fmt: skip
SECTION = {heading: section for section, headings in HEADINGS.items() for heading in headings}
DECORATION = re.compile(r"^[\s\d.、一二三四五六七八九十IVX)）]*(?=[A-Za-z\u3400-\u9fff])|[:：\s]+$")
LABELLED = re.compile(r"^(?:name|full name|姓\s*名)\s*[:：]\s*(.{1,150})$", re.IGNORECASE)
TITLES = re.compile(r"\b(?:dr|prof|professor|mr|ms|mrs|phd|msc)\b\.?", re.IGNORECASE)
NEVER_A_NAME = re.compile(r"curriculum|vitae|résumé|resume|\bcv\b|简历|[@\d/:：|]", re.IGNORECASE)
PERIOD = re.compile(
    r"(?<!\d)((?:19|20)\d{2})(?:[./年-]\d{1,2}月?)?\s*(?:[-‒–—―~至到]+|to|until)\s*"
    r"(?:((?:19|20)\d{2})(?:[./年-]\d{1,2}月?)?|present|now|today|current|ongoing|今|至今|现在)",
    re.IGNORECASE,
)
SINCE = re.compile(r"(?:since|from|自)\s*((?:19|20)\d{2})(?:\s*年?起)?", re.IGNORECASE)
PLACE_OF_WORK = re.compile(
    r"universit|institut|college|school|laborator|academy|centre|center|hospital|company|\binc\b|\bltd\b|gmbh|\bas\b"
    r"|council|agency|ministry|大学|学院|研究所|研究院|实验室|中心|医院|公司|科学院",
    re.IGNORECASE,
)
DOCTORATE = re.compile(r"\bph\.?\s?d\b|\bdoctor|\bdphil\b|博士(?!后|生导师)", re.IGNORECASE)
FIRST_LINES = 12  # where a name may stand
LONGEST_KEYWORD = 80
LONGEST_BIOGRAPHY = 5_000
SPOKEN_SPLIT = re.compile(r"[;；,，、|•·\n]")


@dataclass(frozen=True, slots=True)
class Line:
    text: str
    place: str


def read_cv(lines: list[Line]) -> Record:
    """`lines` in the order of reading, empty ones included: they part entries."""
    sections = _sections(lines)
    listed = in_list("cv", _works(sections["works"]))
    whole = "\n".join(line.text for line in lines)
    iD = tidy.orcid(whole)
    return Record(
        format="cv",
        guess=True,
        orcid=Told(iD, _place_of(iD[:4], lines)) if iD else None,
        names=tuple(_names(lines)),
        doctorate_year=_doctorate(sections["education"]),
        biographies=tuple(_about(sections["about"])),
        keywords=tuple(_keywords(sections["keywords"])),
        posts=tuple(_posts(sections["posts"]))[:ROWS],
        languages=tuple(_spoken(sections["languages"]))[:ROWS],
        works=listed.works,
        notes=listed.notes,
    )


def _sections(lines: list[Line]) -> dict[str, list[Line]]:
    """Section -> its lines; what stands before the first heading is in none. "Keywords: a" is heading and line."""
    found: dict[str, list[Line]] = {section: [] for section in HEADINGS}
    now = ""
    for line in lines:
        written = tidy.line(line.text)
        heading = DECORATION.sub("", DECORATION.sub("", written)).casefold()
        before, colon, after = written.replace("：", ":").partition(":")
        if heading in SECTION:
            now = SECTION[heading]
        elif colon and (section := SECTION.get(before.strip().casefold())) and after.strip():
            now = section
            found[now].append(Line(after.strip(), line.place))
        elif now:
            found[now].append(Line(written, line.place))
    return found


def _place_of(text: str, lines: list[Line]) -> str:
    return next((line.place for line in lines if text in line.text), "")


def _names(lines: list[Line]) -> Iterator[Told]:
    """A labelled name, else the first line at the top that is nothing but two to six words of letters."""
    top = [line for line in lines if line.text.strip()][:FIRST_LINES]
    for line in top:
        if labelled := LABELLED.match(tidy.line(line.text)):
            yield Told(tidy.line(labelled.group(1)), line.place)
            return
    for line in top:
        written = tidy.line(TITLES.sub("", tidy.line(line.text))).strip(" ,.")
        heading = DECORATION.sub("", written).casefold()
        if not written or NEVER_A_NAME.search(written) or heading in SECTION:
            continue
        if tidy.HAN.search(written):
            han = "".join(tidy.HAN.findall(written))
            if 2 <= len(han) <= 4:
                yield Told(han, line.place)
                latin = tidy.line("".join(sign for sign in written if not tidy.HAN.match(sign))).strip(
                    " ()（）,"
                )
                if latin:
                    yield Told(latin, line.place)
                return
        elif 2 <= len(written.split()) <= 6 and len(written) <= 80:
            yield Told(written, line.place)
            return


def _about(lines: list[Line]) -> Iterator[Told]:
    text = _joined(line.text for line in lines)[:LONGEST_BIOGRAPHY]
    if text:
        yield Told(text, lines[0].place)


def _joined(lines: Iterator[str]) -> str:
    """Prose whose lines were broken for a page: an empty line parts paragraphs."""
    paragraphs: list[list[str]] = [[]]
    for line in lines:
        if line:
            paragraphs[-1].append(line)
        elif paragraphs[-1]:
            paragraphs.append([])
    glue = "" if tidy.is_chinese("".join(map("".join, paragraphs))) else " "
    return "\n\n".join(glue.join(paragraph) for paragraph in paragraphs if paragraph)


def _keywords(lines: list[Line]) -> Iterator[Told]:
    for line in lines:
        for word in re.split(r"[,;；，、|•·]", line.text):
            if (clean := tidy.line(word).strip(" .。-–")) and len(clean) <= LONGEST_KEYWORD:
                yield Told(clean, line.place)


def _posts(lines: list[Line]) -> Iterator[Post]:
    """Each period begins an entry; what follows until the next belongs to it."""
    entries: list[list[Line]] = []
    for line in lines:
        if not line.text:
            continue
        if PERIOD.search(line.text) or SINCE.search(line.text):
            entries.append([line])
        elif entries and len(entries[-1]) < 3:
            entries[-1].append(line)
    for entry in entries:
        if post := _post(entry):
            yield post


def _post(entry: list[Line]) -> Post | None:
    written = " , ".join(line.text for line in entry)
    found = PERIOD.search(written) or SINCE.search(written)
    assert found is not None  # each entry begins with one
    end = found.group(2) if found.re is PERIOD else None
    rest = written[: found.start()] + "," + written[found.end() :]
    parts = [
        clean
        for part in re.split(r"[,，;；|]|\s[‒–—―-]\s|\s{2,}", rest)
        if (clean := tidy.line(part).strip(" .()（）:："))
    ]
    at = next((number for number, part in enumerate(parts) if PLACE_OF_WORK.search(part)), None)
    if at is None:
        return None
    role = ", ".join(parts[:at])
    after = parts[at + 1 : at + (3 if role else 4)]
    if not role and len(after) > 1:
        role = after.pop(0)
    return Post(
        name=parts[at],
        role=role,
        city=after[0] if len(after) > 1 else "",
        country=after[-1] if after else "",
        start_year=int(found.group(1)),
        end_year=int(end) if end else 0,
        place=entry[0].place,
    )


def _doctorate(lines: list[Line]) -> Told | None:
    for line in lines:
        if DOCTORATE.search(line.text) and (years := tidy.YEAR.findall(line.text)):
            return Told(max(years), line.place)
    return None


def _spoken(lines: list[Line]) -> Iterator[Spoken]:
    seen = set()
    for line in lines:
        for part in SPOKEN_SPLIT.split(line.text):
            words = re.findall(r"[A-Za-z]+|[\u3400-\u9fff]+", part)
            code = next(
                (code_of(word) for word in words if len(word) > 1 and code_of(word) and len(word) != 3), ""
            )
            code = code or next(
                (BY_NAME[name] for name in BY_NAME if tidy.HAN.search(name) and name in part), ""
            )
            if code and code not in seen:
                seen.add(code)
                yield Spoken(code, level_of(part), line.place)


def _works(lines: list[Line]) -> Iterator[Work]:
    """Numbers, bullets or empty lines part entries; else each line with a year that ends in a full stop is one."""
    parted = any(NUMBER.match(line.text) for line in lines) or any(not line.text for line in lines[1:-1])
    entry: list[Line] = []
    last = 0
    for line in [*lines, Line("", "")]:
        number = _number(line.text)
        # Up or down by one: "20." at the begin of a line may be the last page of the paper before.
        begins = bool(NUMBER.match(line.text)) and (not last or not number or abs(number - last) == 1)
        if entry and (not line.text or begins):
            yield from _work(entry)
            entry = []
        if begins and number:
            last = number
        if line.text:
            entry.append(line)
        if entry and not parted and tidy.year(line.text) and line.text.endswith((".", "。")):
            yield from _work(entry)
            entry = []


def _number(text: str) -> int:
    found = re.match(r"\s*\[?(\d{1,4})[\].)、]", text)
    return int(found.group(1)) if found else 0


def _work(entry: list[Line]) -> Iterator[Work]:
    if work := read_citation(" ".join(line.text for line in entry), entry[0].place):
        yield work
