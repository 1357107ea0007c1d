"""What can be done about a rule that is not met or not known to be: by the person, or by the host."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from matching.types import Bilingual, Reason, Verdict


@dataclass(frozen=True, slots=True)
class Remedy:
    """The same rule, from both sides."""

    person: Bilingual
    host: Bilingual


# By the code of the rule.
REMEDIES: Mapping[str, Remedy] = {
    "language": Remedy(
        Bilingual(
            zh="如果你已达到该水平，请写入档案；否则可询问接收单位能否放宽。",
            en="If you reach this level, say so in your profile; if not, ask the institution whether less would do.",
        ),
        Bilingual(
            zh="可在首次联系时询问，或在岗位中降低语言要求。",
            en="Ask at the first contact, or ask for a lower level in the opening.",
        ),
    ),
    "career_stage": Remedy(
        Bilingual(
            zh="如果你的职业阶段已有变化，请更新档案。",
            en="If your career stage has changed, update your profile.",
        ),
        Bilingual(
            zh="如果其他职业阶段也可以，请在岗位中放宽。",
            en="If another career stage would do, widen the stages in the opening.",
        ),
    ),
    "stay": Remedy(
        Bilingual(
            zh="如果你愿意接受这类安排，请加入档案。",
            en="If you would accept this kind of stay, add it to your profile.",
        ),
        Bilingual(
            zh="可询问本人；如果另一类安排也可以，请另发岗位。",
            en="Ask the person; if another kind of stay would do, offer it as an opening of its own.",
        ),
    ),
    "duration": Remedy(
        Bilingual(
            zh="如果你能停留这么久，请在档案中修改时长。",
            en="If you can stay that long, change the length of stay in your profile.",
        ),
        Bilingual(
            zh="如果更短或更长也可以，请修改岗位的月数。",
            en="If a shorter or longer stay would do, change the months in the opening.",
        ),
    ),
    "dates": Remedy(
        Bilingual(
            zh="如果你届时能够成行，请在档案中修改时间。",
            en="If you can come at that time, change the dates in your profile.",
        ),
        Bilingual(
            zh="如果其他时间也可以，请修改岗位的报到时间。",
            en="If other dates would do, move the days of arrival in the opening.",
        ),
    ),
    "consent": Remedy(
        Bilingual(
            zh="如果你同意参与匹配，请告知平台管理员。",
            en="If you agree to be matched, tell the administrator of the platform.",
        ),
        Bilingual(zh="只有本人可以决定。", en="Only the person can decide this."),
    ),
    "places": Remedy(
        Bilingual(zh="名额可能空出，请稍后再看。", en="A place may come free: look again later."),
        Bilingual(
            zh="可增加名额，或等待名额空出。", en="Raise the number of places, or wait for one to come free."
        ),
    ),
    "deadline": Remedy(
        Bilingual(
            zh="可询问接收单位是否延期或再次招聘。",
            en="Ask the institution whether it extends the deadline or will offer it again.",
        ),
        Bilingual(
            zh="如果仍接受报名，请推迟截止日期。",
            en="If you still take applications, move the deadline.",
        ),
    ),
    "sensitivity": Remedy(
        Bilingual(
            zh="由项目官员审查，你无需操作。",
            en="A programme officer reviews it; there is nothing for you to do.",
        ),
        Bilingual(
            zh="请联系项目官员办理审查。",
            en="Ask a programme officer about the review.",
        ),
    ),
    "publication": Remedy(
        Bilingual(zh="岗位发布后方可报名。", en="You can apply once it is published."),
        Bilingual(
            zh="岗位发布后方可邀请。",
            en="People can be invited once it is published.",
        ),
    ),
}
# A rule about passports has two ends: what is not known can be said, what is not met cannot be changed.
NATIONALITY: Mapping[Verdict, Remedy] = {
    Verdict.UNKNOWN: Remedy(
        Bilingual(
            zh="请在档案中写明国籍；接收单位只看到是否符合规定。",
            en="Name your nationalities in your profile; institutions only see whether the rule is met.",
        ),
        Bilingual(zh="请与本人确认。", en="Ask the person."),
    ),
    Verdict.UNMET: Remedy(
        Bilingual(
            zh="这一规定无法通过修改档案满足，请查看不限国籍的岗位。",
            en="No change of your profile meets this rule; look at openings for all nationalities.",
        ),
        Bilingual(
            zh="如果这一规定由你制定，可在岗位中修改。",
            en="If the rule is yours and not the programme's, it can be changed in the opening.",
        ),
    ),
}


def with_remedies(reasons: Iterable[Reason], *, own: bool) -> tuple[Reason, ...]:
    """The same reasons; each that is not met says what can be done. `own`: the reader is the person, else the host."""
    return tuple(
        reason if reason.verdict is Verdict.MET else replace(reason, remedy=_remedy(reason, own=own))
        for reason in reasons
    )


def _remedy(reason: Reason, *, own: bool) -> Bilingual | None:
    if reason.verdict is Verdict.MET:
        return None
    found = NATIONALITY[reason.verdict] if reason.code == "nationality" else REMEDIES[reason.code]
    return found.person if own else found.host
