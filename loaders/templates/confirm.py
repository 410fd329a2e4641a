"""Answers on the confirm sheet → claims of grade staff: who is still here, what they make, which lists are complete."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from ...graph import schema as s
from ...graph.claims import Value, digest
from ...graph.ids import edge_id, name_key
from ...graph.snapshot import Node
from ..intake.fault import ERROR, NOTICE, WARNING
from ..mapping import ALIAS, BASE, Mapper
from ..pool import product_id
from .cells import Sheets
from .confirm_book import FIRMS, NONE, QUESTIONS, RENAMED, STATES, STAYS, UNCLEAR
from .names import Names, Unclear, split
from .read import stated_date, undated
from .reading import Answer, Known, Pen, Read, Reading
from .rows import about_of, rows_of
from .sheets import ABOUT, CONFIRM, DICTIONARY
from .values import NO, YES, year_of

LINK, FIRM = (s.LINK.name,), (s.FIRM.name,)
LEFT = {word: code for code, word in s.LEFT.items()}


def is_confirm(sheets: Sheets) -> bool:
    """Whether a workbook of ours is a confirm sheet: the second line of its hidden sheet says so."""
    lines = sheets.get(DICTIONARY) or []
    return len(lines) > 1 and bool(lines[1]) and lines[1][0] == CONFIRM


def confirm_claims(sheets: Sheets, known: Known, *, file: str, as_of: str = "") -> Reading:
    """Return what the answers say, as claims of grade staff dated by the sheet 说明 (else `as_of`); blank cells say nothing.

    已搬 and 已注销 end a residence; a product that is a link's name or alias is made here, another is a product of the firm;
    独家, and 名单是否齐全, declare the list of makers complete. Cost: O(answers · forms of one ending).
    """
    about = about_of(sheets.get(ABOUT) or [])
    date, heads = stated_date(about, as_of)
    who = " ".join(about[k] for k in ("填报单位", "填报人") if k in about)
    reader = _Answers(known, Pen(file, date), who)
    rows: list[Read] = []
    for layout, take in ((FIRMS, reader.firm), (QUESTIONS, reader.question)):
        found, faults = rows_of(layout, sheets.get(layout.title) or [])
        heads += faults
        rows += [reader.row(take, Read(row)) for row in found]
    return Reading(tuple(rows), (*heads, *undated(tuple(rows), date)), who, date, tuple(reader.answers))


@dataclass
class _Answers:
    known: Known
    pen: Pen
    who: str

    def __post_init__(self) -> None:
        graph = self.known.graph
        self.graph, self.names, self.answers = graph, Names(graph), list[Answer]()
        self.mapper = Mapper({n.id: n.props for n in graph.of_type(s.LINK)})
        staff = (c for c in graph.claims.values() if c.grade == "staff" and c.as_of >= self.pen.date)
        self.held = {(c.subject, c.predicate, c.value) for c in staff}
        self.written: set[tuple[str, str, Value]] = set()

    def row(self, take: Callable[[Read], None], read: Read) -> Read:
        """Read one row; what cannot be read is a fault of it."""
        try:
            take(read)
        except Unclear as fault:
            read.faults.append(read.row.fault(fault.column, ERROR, fault.problem, fault.advice))
        if read.claims and read.sound:
            self.written |= {(c.subject, c.predicate, c.value) for c in read.claims}
        return read

    def say(self, read: Read, subject: str, predicate: str, value: Value, modality: str = "existing") -> None:
        """Claim what the staff have not said already, at this date or later."""
        if not {(subject, predicate, value)} & (self.held | self.written):
            read.claims.append(self.pen.claim(read.row, subject, predicate, value, modality))

    def firm(self, read: Read) -> None:
        """Read a row of 在区企业."""
        node, cells = self._node(read, FIRM), read.row.cells
        state = cells.get("在区情况", UNCLEAR)
        if state not in STATES:
            raise Unclear(f"在区情况不能是“{state}”", f"应为：{'、'.join(STATES)}", "在区情况")
        if state in LEFT:
            self.say(read, node.id, "left", LEFT[state])
            self._ignored(read, state)
            return
        if state == RENAMED:
            self._renamed(read, node)
        if state in (STAYS, RENAMED):
            self.say(read, node.id, s.LOCATED_IN.name, self.known.zone.id)
        links = [link for product in split(cells.get("主要产品", "").replace("、", "；")) if (link := self._product(read, node, product))]
        self._since(read, node, links)
        self._sole(read, node, links)
        self._stage(read, node)

    def _node(self, read: Read, labels: tuple[str, ...]) -> Node:
        node = self.graph.nodes.get(read.row.id)
        if node is None or node.type not in labels:
            raise Unclear(f"编号“{read.row.id}”不认识", "请勿改动隐藏的编号列；新企业请填在模板的“企业”表", "")
        read.node_id = node.id
        return node

    def _ignored(self, read: Read, state: str) -> None:
        for column in ("新名称", "主要产品", "是否独家", "投产年", "项目阶段"):
            if column in read.row.cells:
                read.faults.append(read.row.fault(column, NOTICE, f"已填“{state}”，此格没有采用", "若仍在区，请改“在区情况”"))

    def _renamed(self, read: Read, node: Node) -> None:
        name = read.row.cells.get("新名称", "")
        if not name:
            raise Unclear("填了“更名”，没有新名称", "请填新名称", "新名称")
        self.say(read, node.id, s.NAME.name, name)
        self.say(read, node.id, s.ALIASES.name, node.name)

    def _product(self, read: Read, node: Node, product: str) -> str | None:
        """Return the link a product is; else claim it as a product of the firm and say so."""
        sure = self.names.matches(product, LINK) or [m.link for m in self.mapper.match(product) if m.score >= BASE[ALIAS]]
        if len(sure) == 1:
            self.say(read, node.id, s.OPERATES_IN.name, sure[0])
            return sure[0]
        made = product_id(product)
        if made not in self.graph.nodes:
            self.say(read, made, s.NAME.name, product, "reference")
        self.say(read, node.id, s.MAKES.name, made)
        near = "、".join(self.names.label(i, LINK) for i in sorted({*sure, *(m.link for m in self.mapper.match(product))})[:3])
        advice = f"若属于其中之一，请改写为该环节的名称：{near}" if near else "可用 liantu search 查环节名称"
        read.faults.append(read.row.fault("主要产品", NOTICE, f"“{product}”没有对应的环节，只记为产品", advice))
        return None

    def _links(self, node: Node, links: list[str]) -> list[str]:
        return links or [e.target for e in self.graph.out(node.id, s.OPERATES_IN)]

    def _since(self, read: Read, node: Node, links: list[str]) -> None:
        if "投产年" not in read.row.cells:
            return
        try:
            year = year_of(read.row.cells["投产年"])
        except Unclear as fault:
            raise Unclear(fault.problem, fault.advice, "投产年") from None
        own = self._links(node, links)
        if not own:
            raise Unclear("不知是哪个环节的投产年", "请在“主要产品”写明环节", "投产年")
        for link in own:
            self.say(read, edge_id(s.OPERATES_IN.name, node.id, link), "since", year)

    def _sole(self, read: Read, node: Node, links: list[str]) -> None:
        text = read.row.cells.get("是否独家", UNCLEAR)
        if text in (NO, UNCLEAR):
            return
        own = self._links(node, links)
        if text != YES:
            own = self.names.find_all(text, LINK, "环节")
        elif len(own) != 1:
            raise Unclear(f"该企业有 {len(own)} 个环节，不知哪个独家", "请在此格直接写明独家的环节", "是否独家")
        for link in own:
            others = sorted(e.source for e in self.graph.into(link, s.OPERATES_IN) if e.source != node.id)
            if others:
                problem = f"“{self.graph.node(link).name}”另有{self.graph.node(others[0]).name}在区内生产，不是独家"
                raise Unclear(problem, "请先核实那一家", "是否独家")
            self._declare(read, link, self.who)
            self.answers.append(Answer(link, (node.id,), True))

    def _stage(self, read: Read, node: Node) -> None:
        if "项目阶段" not in read.row.cells:
            return
        stage, projects = read.row.cells["项目阶段"], [e.target for e in self.graph.out(node.id, s.UNDERTAKES)]
        if stage not in s.PROJECT_STAGES:
            raise Unclear(f"项目阶段不能是“{stage}”", f"应为：{'、'.join(s.PROJECT_STAGES)}", "项目阶段")
        if len(projects) != 1:
            raise Unclear(f"该企业在图中有 {len(projects)} 个项目，不知是哪一个", "请用 liantu ledger add 记在对接台账", "项目阶段")
        self.say(read, projects[0], "stage", stage, "planned")

    def question(self, read: Read) -> None:
        """Read a row of 关键问题."""
        link, cells = self._node(read, LINK), read.row.cells
        firms = [] if cells.get("生产企业", NONE) == NONE else list(self._makers(read, cells["生产企业"]))
        for firm in firms:
            self.say(read, firm, s.LOCATED_IN.name, self.known.zone.id)
            self.say(read, firm, s.OPERATES_IN.name, link.id)
        complete = cells.get("名单是否齐全", UNCLEAR)
        if complete not in (YES, NO, UNCLEAR):
            raise Unclear(f"名单是否齐全不能是“{complete}”", f"应为：{YES}、{NO}、{UNCLEAR}", "名单是否齐全")
        if complete == YES:
            self._declare(read, link.id, cells.get("答复人", self.who))
        elif cells.get("生产企业") == NONE:
            problem = "填了“无”而没有确认名单齐全，现状仍为待核实"
            read.faults.append(read.row.fault("名单是否齐全", NOTICE, problem, "若已查过全部名单，请填“是”"))
        if firms or complete == YES:
            self.answers.append(Answer(link.id, tuple(firms), complete == YES))

    def _makers(self, read: Read, text: str) -> Iterator[str]:
        for name in split(text.replace("、", "；")):
            found = self.names.matches(name, FIRM)
            if len(found) > 1:
                raise Unclear(f"“{name}”不止一家企业用此名", f"请写成：{'、'.join(self.names.label(i, ()) for i in found[:3])}", "生产企业")
            node = self.graph.nodes.get(found[0]) if found else None
            if node is not None and node.props.get("resident") is False:
                raise Unclear(
                    f"“{name}”现记为不在区内", "若在区的是其子公司或工厂，请写其全称；若已迁入，请先在模板“企业”表写明所在", "生产企业"
                )
            yield found[0] if found else self._new_firm(read, name)

    def _new_firm(self, read: Read, name: str) -> str:
        firm = f"{s.FIRM.prefix}:own-{digest([s.FIRM.name, name_key(name) or name])}"
        self.say(read, firm, s.NAME.name, name)
        self.names.add(Node(firm, s.FIRM.name, {"name": name}))
        read.faults.append(
            read.row.fault("生产企业", WARNING, f"图中没有“{name}”，按新的在区企业记入", "请核对是否全称；写错的请改正后重新导入")
        )
        return firm

    def _declare(self, read: Read, link: str, who: str) -> None:
        if not who:
            raise Unclear("确认名单齐全须写明是谁确认的", "请填“答复人”，或在“说明”填写填报单位、填报人", "")
        if self.graph.node(link).props.get("makers_complete"):
            return
        name = self.graph.node(link).name
        said = {"name": f"区内生产“{name}”的企业（{self.pen.date}）", "kind": "makers", "register": f"区内生产“{name}”的企业", "who": who}
        one = f"{s.DECLARATION.prefix}:own-{digest([link, self.pen.date, who])}"
        for predicate, value in {**said, "date": self.pen.date}.items():
            self.say(read, one, predicate, value)
        self.say(read, one, s.COVERS.name, link)
