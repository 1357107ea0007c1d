"""Which stems are worth a mark: those that neither people nor openings use all the time."""

from __future__ import annotations

from collections.abc import Callable
from math import log

from search.text.tokens import english_stems
from search.types import Frequencies

# In more than this share of the passages of a kind a stem names no subject; in a few passages anything may be frequent.
MAX_SHARE, ALWAYS_RARE = 0.12, 3

# How requirements are worded, in any field.
_TALK = frozenset(
    english_stems(
        "ability able abilities accept application apply available background basic candidate capable capability "
        "command common competent complete conduct course degree demonstrate develop development doctor doctoral "
        "doctorate education engage engaged English excellent experience experienced expert expertise familiar "
        "familiarity field fluent four five three two one good grasp guide hand hands handling have hold independent "
        "independently interest interested international join knowledge know language lead least level long master "
        "mastery month participate people person PhD possess practical practice prefer preferably proficient "
        "project proposal prove proven publication publish qualification question real record related relevant report "
        "require requirement researcher responsible result science scientific scientist short skill skilled solid "
        "staff strong student supervise supervision support take task teach teaching team technical technique "
        "thesis track training understand understanding university willing willingness work working write writing "
        "written year young Chinese well make made first study different main play role important problem carry "
        "go be carry-out whole set object thing kind type number part point time way "
        "above below large big small high low more less nearly fully entire several various multiple m cm mm km ha kg "
        "finish accomplish find discover ask demand compare contrast process deal treat prepare host preside chair "
        "continuous accumulate national region manner condition situation aspect basis combine concern actual serve "
        "aim purpose goal effort chance opportunity group member leader colleague institution unit country "
        "day week hour minute second summer winter season ago recent current present future methods analysis analyse "
        "whether need like good-quality learn like-minded new old without within across between against before after "
        "square kilometre kilometer metre meter look find open full half local global world home abroad term value "
        "assess evaluate strength six seven eight nine ten service platform implement induce "
        "postdoc postdoctoral engineer engineering during would could should may might late latest early end begin "
        "us them mostly taught stay fall last change live "
        "rare rarely scarce few show shown display appear propose suggest raise sample specimen reproducible reproduce"
    )
)

# Chinese words of that kind whose renderings do not tell: 中的 is "of the", though also "to hit the target". The first
# tell nothing beside another word either; the others may complete a term: 培训 in 农户培训.
_WORDING = """
    以上 以下 以内 以外 中的 其中 之一 至少 不少于 不超过 进行 开展 从事 主持 具备 具有 掌握 熟悉 了解
    能够 独立 完成 提供 参加 参与 组织 负责 相关 有关
"""
_GENERIC_WORDS = """
    处理 方面 领域 方向 工作 问题 能力 经验 经历 经验者 优先 要求 条件 情况 评价 评估 估算 分析 采集 收集
    现场 平台 培训 培养 指导 系统 设计 建立 改良 提高 改善 制备 制剂 服务 团队 人员 带头人 负责人 单位
    国家 国际 合作 技术 方法 手段 数据 成果 积累 长期 调查 测量 检测 监测 实验 试验 研究 应用 咨询
    设计咨询 规律 过程 影响 作用 性能 效果 特征
    报名 最后 存在 覆盖 验证 提出 显示 表明 样品 样本 稀少 两次 多次 期间 显著 明显
"""
WORDING = frozenset(_WORDING.split())
GENERIC = WORDING | frozenset(_GENERIC_WORDS.split())


def informative_by(*frequencies: Frequencies) -> Callable[[str], float]:
    """stem -> its least idf over these kinds of passages; 0.0 for one that is common in any of them."""
    known: dict[str, float] = {}

    def weigh(stem: str) -> float:
        if stem not in known:
            known[stem] = _weigh(stem, frequencies)
        return known[stem]

    return weigh


def _weigh(stem: str, frequencies: tuple[Frequencies, ...]) -> float:
    if stem in _TALK or len(stem) < 2:  # a letter alone is a unit or an item of a list
        return 0.0
    for table in frequencies:
        if table.counts.get(stem, 0) > max(ALWAYS_RARE, MAX_SHARE * table.passages):
            return 0.0
    return min(
        (log(1 + table.passages / max(1, table.counts.get(stem, 0))) for table in frequencies), default=1.0
    )
