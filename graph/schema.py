"""THE declarations: every label, edge name and property is typed here and nowhere else; all else is derived."""

from __future__ import annotations

from .claims import EVIDENCE_GRADE, GRADES, MODALITIES
from .spec import EdgeType, NodeType, Prop, Schema

VERSION = "2"
STAGES = ("上游", "中游", "下游", "装备", "服务")
MEASURE_KINDS = ("引进", "补", "固", "强", "延", "突破", "布局", "培育", "建设", "对接", "短板")
DECLARED = {"makers": "企业名单", "suppliers": "供应关系", "users": "下游名单"}
PROVEN_TITLES = ("高企", "专精特新", "上市")  # titles that are evidence of capability (METHODS §2)
LEFT = {"moved": "已搬", "closed": "已注销"}
PROJECT_STAGES = ("线索", "在谈", "签约", "注册", "供地", "开工", "投产", "达产", "暂缓", "终止")
LIVE_STAGES = PROJECT_STAGES[2:6]  # agreed, not yet producing
NAMED_BY = ("概括", "合成", "补全")
UNAIMED = ("原文未点名对象", "泛指主体", "泛指制度环境")
STATED = {"absent": "原文称缺", "weak": "原文称弱", "bottleneck": "原文称瓶颈", "strong": "原文称优势"}

NAME = Prop("name", "名称", "Display name, in the form of its source.")
NAME_EN = Prop("name_en", "英文名", "English name.")
ALIASES = Prop("aliases", "别名", "Other forms of the same name.", "list")
ABOUT = Prop("about", "说明", "One line on what it is.")
NAMING = Prop(
    "named_by", "命名依据", "Why its quote does not hold its name: summed up, composed of its context, or completed.", choices=NAMED_BY
)
COMMON = (NAME, NAME_EN, ALIASES, ABOUT)


def _node(name: str, zh: str, color: str, about: str, about_zh: str, *props: Prop) -> NodeType:
    return NodeType(name, name.lower(), zh, about, about_zh, (*COMMON, *props), color)


CHAIN = _node("Chain", "产业链", "#37474f", "An industry chain of the plan.", "规划所列的一条产业链。")
LINK = _node(
    "Link", "环节", "#1565c0",
    "A step of our chain skeleton; belongs to exactly one home chain.", "产业链骨架上的一个环节，只归属一条链。",
    Prop("stage", "段位", "Upstream, midstream, downstream, equipment or service.", choices=STAGES),
    Prop("terminal", "终端", "True for a final product of the chain.", "bool"),
    Prop("codes", "行业小类", "GB/T 4754-2017 classes, four digits.", "list"),
    Prop("keywords", "关键词", "Words that find the link in a product list.", "list"),
    Prop("entry", "准入提示", "Entry notes: hazardous chemicals, electroplating, high energy use.", "list", ("危化", "电镀", "高耗能")),
    Prop("outside", "外购", "Can it be bought outside: open, single source, or barred.", choices=("open", "single", "barred")),
    Prop("outside_reason", "外购受限依据", "Why outside purchase is single or barred."),
    Prop("tags", "标签", "The plan's scope words, e.g. 小众原材料.", "list"),
    Prop("stated", "原文判断", "What a source says of this very thing.", "list", tuple(STATED)),
    Prop("needed", "是否需要", "False where the zone does not need it.", "bool"),
    Prop("makers_complete", "企业名单齐全确认", "The list of local makers is declared complete (list, date, who)."),
    Prop("suppliers_complete", "供应关系齐全确认", "The supply relations of its makers are declared complete."),
    Prop("users_complete", "下游名单齐全确认", "The list of local users is declared complete."),
)  # fmt: skip
PRODUCT = _node("Product", "产品", "#00838f", "A good named by a source.", "来源所称的一种产品。")
DIRECTION = _node(
    "Direction", "技术方向", "#6a1b9a", "What a source sets out to research or develop.", "来源提出要研究或发展的方向。",
    Prop("horizon", "时限", "Near term, medium term or forward-looking, as the text says."),
    NAMING,
)  # fmt: skip
FIRM = _node(
    "Firm", "企业", "#2e7d32", "A firm; a group and its plant are two firms.", "企业；集团与本地工厂是两家。",
    Prop("kind", "类别", "Group, plant or company.", choices=("group", "plant", "company")),
    Prop("origin", "来源地", "Country or province the source names."),
    Prop("standing", "地位", "Standing in the source's words: 龙头, 骨干, 领军 …", "list"),
    Prop("uscc", "统一社会信用代码", "Unified social credit code (GB 32100-2015), 18 characters; a match key, never the id."),
    Prop("honours", "资质", "Titles held: 高企, 专精特新, 科小, 上市, each with its year where known, e.g. 高企（2025）.", "list"),
    Prop("figures_year", "数据年份", "Year of the latest of the five figures below; each figure's own year is its claim's date."),
    Prop("revenue_cny_10k", "营收（万元）", "Revenue of the year, in 万元.", "float"),
    Prop("rd_cny_10k", "研发费用（万元）", "Research and development expense of the year, in 万元.", "float"),
    Prop("patents", "发明专利（件）", "Invention patents held at the end of the year.", "int"),
    Prop("employees", "从业人数（人）", "People employed at the end of the year.", "int"),
    Prop("land_mu", "用地亩数（亩）", "Land used, in 亩 (1 亩 = 1/15 hectare).", "float"),
    Prop("left", "离区情况", "Moved away or closed, as staff or a register say; earlier claims of presence then no longer count.",
         choices=tuple(LEFT)),
    Prop("is_active", "登记存续", "In business by the register; false: deregistered or revoked; absent: unknown or neither.", "bool"),
    Prop("founded", "成立日期", "Date of foundation, as exact as the source has it: YYYY-MM-DD, YYYY-MM or YYYY."),
    Prop("capital_cny_10k", "注册资本（万元）", "Registered capital in 万元 of RMB; absent where it is in a foreign currency.", "float"),
    Prop("capital_stated", "注册资本原文", "Registered capital in the source's words, where it is in a foreign currency."),
    Prop("industry_codes", "行业代码", "GB/T 4754-2017 codes a register files the firm under.", "list"),
    Prop("resident", "在区", "True: resident of the zone; false: known not to be; null: unknown. Derived.", "bool", derived=True),
)  # fmt: skip
INSTITUTION = _node(
    "Institution", "高校院所", "#ad1457", "University, institute, hospital or laboratory.", "高校、科研院所、医院、实验室。",
    Prop("kind", "类别", "University, college, institute, hospital, laboratory."),
    Prop("origin", "来源地", "Place the source names."),
)  # fmt: skip
PLATFORM = _node(
    "Platform", "平台载体", "#ef6c00", "Laboratory, testing centre, incubator, park or alliance.",
    "检测中心、创新平台、孵化载体、园区、联盟。",
    Prop("kind", "类别", "Kind of platform, in Chinese."),
    Prop("stage", "阶段", "Stage, in the words of the text."),
)  # fmt: skip
PLACE = _node("Place", "地区", "#5d4037", "A place; administrative ones carry a GB/T 2260 code.", "地区；行政区带 GB/T 2260 代码。",
              Prop("code", "区划代码", "GB/T 2260 code."))  # fmt: skip
PROJECT = _node(
    "Project", "项目", "#558b2f", "A named investment project.", "有名称的投资项目。",
    Prop("investor", "投资主体", "Who invests, as the text says."),
    Prop("investment", "总投资", "Total investment, in the text's words."),
    Prop("capacity", "产能", "Capacity, in the text's words."),
    Prop("output", "达产产值", "Output at full capacity, in the text's words."),
    Prop("stage", "阶段", "Stage, in the text's words; from the follow-up ledger one of its ten."),
    Prop("production", "投产时间", "Start of production, expected or actual: YYYY or YYYY-MM."),
    Prop("unit", "责任单位", "Unit in charge."),
    NAMING,
)  # fmt: skip
PROGRAMME = _node("Programme", "专项", "#4527a0", "A national or provincial programme.", "国家或省级专项。",
                  Prop("kind", "类别", "Kind of programme."))  # fmt: skip
INDICATOR = _node(
    "Indicator", "指标", "#00695c", "A figure the plan sets or reports.", "规划设定或报告的指标。",
    Prop("unit", "单位", "Unit of the values."),
    Prop("base_year", "基期", "Year of the base value."),
    Prop("base_value", "基值", "Value in the base year, as written."),
    Prop("latest_year", "最近年", "Year of the latest value."),
    Prop("latest_value", "最近值", "Latest value, as written."),
    Prop("actuals", "历年实际值", "Actual values as reported, one entry a year: 2022=152.3（来源）.", "list"),
    Prop("target_year", "目标年", "Year of the target."),
    Prop("target_value", "目标值", "Target, as written."),
    Prop("kind", "指标类型", "预期性 or 约束性."),
    Prop("completion", "完成情况", "Completion, as the cell says."),
    Prop("department", "数据提供部门", "Department that provides the data."),
    Prop("remark", "备注", "Remark of the cell."),
    NAMING,
)  # fmt: skip
MEASURE = _node(
    "Measure", "举措", "#c62828", "Something the plan says is to be done.", "规划提出的一项举措。",
    Prop("kind", "类型", "What is to be done, classed.", choices=MEASURE_KINDS),
    Prop("plan_word", "规划用语", "The plan's own word (补链, 固链, 强链, 延伸 …), only where it says so."),
    Prop("horizon", "时限", "Horizon, in the text's words."),
    Prop("text", "内容", "The measure in words."),
    Prop("unit", "责任单位", "Unit in charge."),
    Prop("due", "完成时限", "Date by which it is to be done."),
    Prop("progress", "进度", "How far it is, as the unit reports.", choices=("未启动", "进行中", "已完成", "暂缓")),
    Prop("proof", "证明材料", "What proves the progress: a document, a link, a number."),
    Prop("unaimed", "未指明对象", "Why it aims at nothing: no thing named, a kind of actor, rules in general.", choices=UNAIMED),
    NAMING,
)  # fmt: skip
TECH_NEED = _node(
    "TechNeed", "技术需求", "#9e9d24", "A technical problem that a firm wants solved.", "企业提出的技术需求。",
    Prop("field", "领域", "Field."),
    Prop("due", "期望时限", "Date by which a solution is wanted."),
    Prop("state", "状态", "Whether it is open, matched or solved.", choices=("待对接", "对接中", "已解决")),
)  # fmt: skip
TEAM = _node(
    "Team", "专家团队", "#283593", "A team of experts that can be asked.", "可对接的专家团队。",
    Prop("field", "领域", "Field."),
    Prop("lead", "带头人", "Who leads it, as publicly named."),
)  # fmt: skip
DECLARATION = _node(
    "Declaration", "名单齐全确认", "#37474f", "Somebody declares a list complete.", "某单位确认某份名单齐全，有起止日期。",
    Prop("kind", "确认内容", "What is complete: the makers, the supply relations, the local users.", choices=tuple(DECLARED)),
    Prop("register", "名单", "The list that is complete."),
    Prop("who", "确认人", "Unit and person who declare it."),
    Prop("date", "确认日期", "From this date on: YYYY, YYYY-MM or YYYY-MM-DD."),
    Prop("until", "有效期至", "Last day it holds; without one it holds until withdrawn."),
    Prop("withdrawn", "撤回日期", "From this day on it holds no longer."),
    Prop("codes", "行业小类", "GB/T 4754-2017 classes: covers the links all of whose classes are among them.", "list"),
)  # fmt: skip
SOURCE = _node(
    "Source", "来源", "#455a64", "Where claims come from.", "断言的来源。",
    Prop("publisher", "发布者", "Who published it."),
    Prop("date", "日期", "Date of the source."),
    Prop("licence", "许可", "Licence, or 'none stated'."),
    Prop("grade", "等级", "Grade of its claims.", choices=tuple(GRADES)),
    Prop("sha256", "校验和", "SHA-256 of the shipped text."),
)  # fmt: skip

ESSENTIALITY = Prop("essentiality", "必需程度", "2 nothing is made without it, 1 output falls, 0 recorded only.", "int")
DERIVED_EDGE_PROPS = (  # every edge carries them, from its claims
    Prop("modality", "语态", "Strongest modality among the edge's claims.", choices=tuple(MODALITIES), derived=True),
    Prop("grade", "证据等级", "Best evidence grade A to D of its claims.", choices=tuple(sorted({*EVIDENCE_GRADE.values()})), derived=True),
    Prop("as_of", "截至", "Latest date among the edge's claims.", derived=True),
)  # fmt: skip


def _edge(name: str, zh: str, pairs: str, about: str, about_zh: str, *props: Prop, key: tuple[str, ...] = (), only: str = "") -> EdgeType:
    """Declare an edge; `pairs` reads 'Firm|Platform>Place', `only` names the modalities that may make it."""
    sides = [side.split(">") for side in pairs.split()]
    joined = tuple((a, b) for left, right in sides for a in left.split("|") for b in right.split("|"))
    return EdgeType(name, zh, about, about_zh, joined, (*props, *DERIVED_EDGE_PROPS), key, frozenset(only.split()))


LINK_OF = _edge("LINK_OF", "属于链", "Link>Chain", "The link's home chain.", "环节归属的产业链。")
PART_OF = _edge("PART_OF", "属于", "Link>Link Direction>Direction", "Hierarchy.", "层级。")
WITHIN = _edge("WITHIN", "位于", "Place>Place", "A place lies within another.", "地区隶属。")
INPUT_TO = _edge(
    "INPUT_TO", "投入", "Link>Link", "Supply: the source is an input of the target; between leaves only.",
    "供应：前者是后者的投入，只连叶子环节。",
    ESSENTIALITY,
    Prop("alternative_group", "替代组", "Inputs of one target with the same group stand in for each other."),
    Prop("cost_share", "成本占比", "Share of the target's cost, 0 to 1, where a source gives it.", "float"),
)  # fmt: skip
OPERATES_IN = _edge(
    "OPERATES_IN", "在区内生产", "Firm>Link", "A resident of the zone makes it here.", "在区企业在区内生产该环节产品。",
    Prop("since", "投产年", "Year in which production began here."),
    only="existing",
)  # fmt: skip
CAPABLE_OF = _edge("CAPABLE_OF", "具备能力", "Firm>Link", "What a firm can make, anywhere.", "企业具备的能力，不论何处。")
INVITED_FOR = _edge(
    "INVITED_FOR", "拟引进用于", "Firm>Link", "The plan wants the firm for this link.", "规划拟为该环节引进该企业。", only="invited"
)
DEMANDS = _edge("DEMANDS", "需求", "Firm>Link", "The firm is named as a customer for it.", "来源称该企业需要此类产品。", only="demand")
INVITES = _edge(
    "INVITES",
    "拟引进",
    "Measure>Firm|Institution|Platform",
    "The measure names whom to bring in.",
    "举措点名拟引进的对象。",
    only="invited",
)
AIMS_AT = _edge(
    "AIMS_AT",
    "针对",
    "Measure>Link|Direction|Platform|Chain|Institution|Project|Programme",
    "What the measure is about.",
    "举措针对的对象。",
)
MAKES = _edge(
    "MAKES",
    "生产",
    "Firm>Product",
    "The firm makes the product.",
    "企业生产该产品。",
    Prop("revenue_share", "收入占比", "Share of the firm's revenue, 0 to 1.", "float"),
)
BELONGS_TO = _edge("BELONGS_TO", "归入", "Product>Link", "The product belongs to the link.", "产品归入环节。")
LOCATED_IN = _edge(
    "LOCATED_IN", "所在", "Firm|Institution|Platform|Project>Place", "Where it is, now.", "现在所在地。", only="existing registered"
)
PART_OF_GROUP = _edge("PART_OF_GROUP", "隶属集团", "Firm>Firm", "A plant or subsidiary belongs to a group.", "工厂或子公司隶属集团。")
SUPPLIES = _edge(
    "SUPPLIES", "供货", "Firm>Firm", "One firm sells to another.", "企业间供货。",
    Prop("product", "产品", "What is sold."), Prop("year", "年份", "Year."), Prop("amount", "金额", "Amount in 万元.", "float"),
    key=("product", "year"),
)  # fmt: skip
DIRECTION_OF = _edge("DIRECTION_OF", "方向属于", "Direction>Chain", "A direction of the chain.", "产业链的技术方向。")
ADVANCES = _edge("ADVANCES", "推进", "Direction>Link", "The direction advances the link.", "技术方向推进的环节。")
RESEARCHES = _edge("RESEARCHES", "研究", "Institution|Team>Direction|Link", "What it researches.", "院所、团队研究的方向或环节。")
COOPERATES_WITH = _edge("COOPERATES_WITH", "合作", "Institution>Firm|Institution|Platform", "Cooperation.", "合作关系。")
SERVES = _edge("SERVES", "服务于", "Platform>Chain|Link|Direction", "What the platform serves.", "平台服务的对象。")
RUNS = _edge("RUNS", "建设运营", "Firm|Institution>Platform", "Who runs the platform.", "平台的建设运营者。")
INDICATOR_OF = _edge("INDICATOR_OF", "指标属于", "Indicator>Chain|Place", "What the indicator is about.", "指标所属。")
DIFFERS_FROM = _edge(
    "DIFFERS_FROM",
    "口径差异",
    "Indicator>Indicator Measure>Measure",
    "Two statements about the same thing that do not agree.",
    "对同一事物的两处不一致说法。",
    Prop("remark", "备注", "Possible reconciliation; marked 推测 where it is a guess."),
)
INVESTS_IN = _edge("INVESTS_IN", "投向", "Project>Link|Chain", "What the project builds.", "项目投向的环节。")
COVERS = _edge("COVERS", "确认范围", "Declaration>Link", "The link whose list is declared complete.", "名单齐全确认所指的环节。")
RAISES = _edge("RAISES", "提出", "Firm|Institution>TechNeed", "Who wants it solved.", "技术需求的提出单位。")
CONCERNS = _edge("CONCERNS", "涉及", "TechNeed>Link|Direction", "What the need is about.", "技术需求涉及的环节或方向。")
MEMBER_OF = _edge("MEMBER_OF", "所属单位", "Team>Institution|Firm|Platform", "Where the team works.", "专家团队所属单位。")
UNDERTAKES = _edge("UNDERTAKES", "承担", "Firm>Project", "Who undertakes the project.", "项目承担企业。")

SCHEMA = Schema(
    (CHAIN, LINK, PRODUCT, DIRECTION, FIRM, INSTITUTION, PLATFORM, PLACE, PROJECT, PROGRAMME, INDICATOR, MEASURE, TECH_NEED, TEAM,
     DECLARATION, SOURCE),
    (LINK_OF, PART_OF, WITHIN, INPUT_TO, OPERATES_IN, CAPABLE_OF, INVITED_FOR, DEMANDS, INVITES, AIMS_AT, MAKES, BELONGS_TO,
     LOCATED_IN, PART_OF_GROUP, SUPPLIES, DIRECTION_OF, ADVANCES, RESEARCHES, COOPERATES_WITH, SERVES, RUNS, INDICATOR_OF,
     DIFFERS_FROM, INVESTS_IN, UNDERTAKES, COVERS, RAISES, CONCERNS, MEMBER_OF),
)  # fmt: skip
