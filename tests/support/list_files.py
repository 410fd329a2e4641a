"""Ten lists as clerks have them: exports of three tools over the years, official lists, a hand-kept workbook; and what each must give.

The firms are made up; their codes are sound. What a file must give was written by hand beside it, not computed.
"""

from __future__ import annotations

import io
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Any

import xlsxwriter

XLS = Path(__file__).parents[1] / "fixtures" / "lists" / "规上工业企业名录2022.xls"  # written once with LibreOffice from `above_scale`
GD, JM = "广东省", "江门市"
Firm = tuple[str, str | None, bool | None, float | None, str | None, str | None, str | None, list[str]]
FIELDS = ("name", "uscc", "status_active", "capital_cny_10k", "founded", "province", "city", "former_names")


@dataclass(frozen=True)
class Listed:
    """A file, its rows as firms in the order of FIELDS, its faults as (row, column, level), words that must stand in its notices."""

    name: str
    write: Callable[[], bytes]
    firms: Sequence[Firm]
    faults: Sequence[tuple[int, str, str]] = ()
    notices: Sequence[str] = ()
    honour: str = ""
    unnamed: int = 0
    sheets: Sequence[str] = field(default_factory=list)


def book(*sheets: tuple[str, Sequence[Sequence[Any]]], then: Callable[[Any, list[Any]], None] = lambda *_: None) -> bytes:
    """Return a workbook of sheets (name, rows); `then` may dress it up."""
    buffer = io.BytesIO()
    made = xlsxwriter.Workbook(buffer, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False})
    made.set_properties({"created": datetime(2000, 1, 1)})
    day = made.add_format({"num_format": "yyyy-mm-dd"})
    pages = []
    for name, rows in sheets:
        page = made.add_worksheet(name)
        pages.append(page)
        for r, row in enumerate(rows):
            for c, cell in enumerate(row):
                if isinstance(cell, datetime):
                    page.write_datetime(r, c, cell, day)
                elif cell is not None:
                    page.write(r, c, cell)
    then(made, pages)
    made.close()
    return buffer.getvalue()


def _merge_title(width: int) -> Callable[[Any, list[Any]], None]:
    def dress(made: Any, pages: list[Any]) -> None:
        pages[0].merge_range(0, 0, 0, width - 1, "", made.add_format({"align": "center"}))

    return dress


def qcc_2023() -> bytes:
    head = ["企业名称", "登记状态", "法定代表人", "注册资本", "实缴资本", "成立日期", "核准日期", "统一社会信用代码",
     "纳税人识别号", "注册号", "组织机构代码",
            "所属省份", "所属城市", "所属区县", "电话", "更多电话", "邮箱", "更多邮箱", "企业类型", "国标行业门类", "国标行业大类",
             "国标行业中类", "国标行业小类",
            "曾用名", "英文名", "网址", "企业地址", "参保人数", "经营范围"]  # fmt: skip

    def row(name: str, status: str, capital: str, day: str, code: str, city: str, county: str, former: str, address: str) -> list[str]:
        return [name, status, "陈某某", capital, "-", day, "2023-05-06", code, code, "440700000012345", code[8:16] + "-" + code[16],
         "广东省", city, county,
                "0750-3860000", "13800138000；13900139000", "a@example.com", "-", "有限责任公司(自然人投资或控股)", "制造业",
                 "电气机械和器材制造业", "电池制造",
                "锂离子电池制造", former, "-", "-", address, "15", "一般项目：电池制造；电池销售。"]  # fmt: skip

    rows: list[Any] = [["企查查批量查询导出（导出时间：2023-05-10）"], head]
    rows += [
        row("江门市新会甲锂电科技有限公司", "存续（在营、开业、在册）", "5,000万元人民币", "2015-03-02", "91440705MA55T333CJ",
         "江门市", "新会区", "-", "广东省江门市新会区今古洲1号"),
        row("江门市乙新材料有限公司", "在业", "27557.4168万人民币", "2001-1-9", "91440704MA4W1001XK", "江门市", "江海区",
            "江门市乙化工厂；江门市乙材料有限公司", "江门市江海区高新西路9号"),
        row("广东丙电池股份有限公司", "注销", "500万美元", "1998/12/31", "91440704MA53Q111AD", "江门市", "江海区", "",
         "江门市江海区东宁路3号"),
        row("江门丁贸易有限公司", "吊销，未注销", "人民币50万元", "2009年8月7日", "91440704MA54R222BQ", "江门市", "", "-", "-"),
    ]  # fmt: skip
    return book(("企业列表", rows), then=_merge_title(len(head)))


def tyc_2021() -> bytes:
    head = ["公司名称", "经营状态", "法定代表人", "注册资本", "成立日期", "核准日期", "所属省份", "所属城市", "所属区县",
     "联系电话", "统一社会信用代码",
            "工商注册号", "公司类型", "所属行业", "曾用名", "注册地址", "最新年报地址", "网址", "邮箱", "经营范围", "天眼评分"]  # fmt: skip
    rows: list[Any] = [["天眼查", None], ["本次导出共2条数据，导出时间2021年09月01日"], [], head]
    rows += [
        ["深圳市戊激光智能装备股份有限公司 ", "存续", "赵某", "20000万人民币", datetime(2008, 4, 14), "2021-03-01", "广东", "深圳",
         "龙华区", "0755-1", "91440300708461136T",
         "440301103326089", "股份有限公司(上市)", "专用设备制造业", "深圳市戊激光科技有限公司", "深圳市龙华区观湖街道", "", "", "",
          "激光设备", "98"],
        ["江门市己机电有限公司", "迁出", "钱某", "300.000000万人民币", datetime(1999, 1, 1), "", "广东省", "江门市", "蓬江区", "-",
         "91440704MA56U444DF", "-", "有限责任公司", "-", "-",
         "江门市蓬江区杜阮镇", "", "", "", "电机", "61"],
    ]  # fmt: skip
    return book(("Sheet1", rows), ("Sheet2", []))


def qxb_2019() -> bytes:
    text = (
        "公司名称,企业法人,注册资金,注册时间,状态,信用代码号,省市区,企业注册地,手机,是否上市\r\n"
        "江门市庚五金制品厂,李四,—,2010.3.5,正常,91440704MA57W555ET,广东省江门市江海区,江门市江海区外海,13700137000,否\r\n"
        '辛电子（江门）有限公司,王五,"1,200万元",20120630,在营,91440704MA58X666F6,广东省江门市,"江门市江海区, 科苑路",,否\r\n'
        "重庆市壬科技有限公司,赵六,100万元整,2014-11-11 00:00:00,开业,91500000MA5UUU234U,重庆市,重庆市渝北区,,是\r\n"
    )
    return text.encode("gb18030")


ABOVE_SCALE = [
    ["2022年规模以上工业企业名录"],
    ["填报单位：统计局", None, None, None, None, "单位：万元、人"],
    [
        "序号",
        "统一社会信用代码",
        "单位详细名称",
        "行业代码",
        "开业（成立）时间",
        "注册资本（万元）",
        "单位所在地及区划",
        "",
        "营业收入",
        "从业人员",
    ],
    ["", "", "", "", "", "", "省（自治区、直辖市）", "市（州）", "", ""],
    [1, "91440704MA59Y777GH", "江门市癸印制电路有限公司", 3982, 200009, 8000, "广东省", "江门市", 52000, 430],
    [2, "91440704MA5A0888HW", "江门甲乙精密电机有限公司", 3812, 201512, 1200.5, "广东省", "江门市", 9100, 120],
    [3, "91442000MA4UUU123E", "中山市丙丁化工有限公司", 2613, 199801, 300, "广东省", "中山市", 3000, 60],
    ["合计", "", "", "", "", 9500.5, "", "", 64100, 610],
    ["单位负责人：", "", "统计负责人：", "", "填表人："],
]


def above_scale() -> bytes:
    def dress(made: Any, pages: list[Any]) -> None:
        for column in (0, 1, 2, 3, 4, 5, 8, 9):
            pages[0].merge_range(2, column, 3, column, ABOVE_SCALE[2][column])
        pages[0].merge_range(2, 6, 2, 7, "单位所在地及区划")
        pages[0].merge_range(0, 0, 0, 9, "2022年规模以上工业企业名录")

    return book(("规上工业", ABOVE_SCALE), then=dress)


def high_tech_2025() -> bytes:
    text = "高企名单2025\n\n1、江门市癸印制电路有限公司\n2、江门市戊己隔膜材料有限公司\n3. 3M中国有限公司\n"
    text += "4．Umicore Changxin Co., Ltd.\n5、庚辛锂电（江门）有限公司　\n"
    return text.encode("utf-8-sig")


def hand_kept() -> bytes:
    first: list[Any] = [
        ["园区企业台账（手工）"],
        ["序号", "企业", "信用代码", "区县", "类别", "注册资本(万元)", "成立时间", "备注", "老板微信"],
        ["一、锂电"],
        [1, "江门市壬癸正极材料有限公司", "91440704MA5B1999J8", "江海区", "重点", 5000, 36892, "找李工13800138000", "wx_001"],
        [2, "江门市子丑电解液有限公司", "91440704MA5C2000K8", None, None, "200", "2016年", "", "wx_002"],
        [3, "江门市寅卯回收有限公司", None, None, None, None, None, "=1+1", None],
        ["二、电机"],
        [
            4,
            "江门市辰巳\n电机有限公司",
            "91440704MA5D3111LK",
            "江海区",
            "一般",
            "壹佰",
            "二〇一八年六月一日",
            "<img src=x onerror=alert(1)>",
            None,
        ],
        [5],
        [6],
        ["合计", "4家"],
    ]
    second: list[Any] = [
        ["企业名称", "统一社会信用代码", "登记状态", "注册资本"],
        ["午未（江门）传感器有限公司", "91440704MA5E4222MY", "在册", "1亿元"],
    ]

    def dress(made: Any, pages: list[Any]) -> None:
        pages[0].merge_range(3, 3, 5, 3, "江海区")
        pages[0].merge_range(3, 4, 5, 4, "重点")
        for row in (4, 7):
            pages[0].set_row(row, None, None, {"hidden": True})
        pages[1].hide()

    return book(("台账", first), ("旧表", second), ("说明", [["本表由招商科维护，"], ["有问题请联系。"]]), then=dress)


def tyc_2024() -> bytes:
    text = (
        "企业名称\t登记状态\t注册资本\t成立日期\t统一社会信用代码\t所属省份\t所属城市\t曾用名\t纳税人资质\n"
        "申酉半导体（江门）有限公司\t存续\t3,000万元人民币\t2022-02-28\t91440704MA5F5333NA\t广东省\t江门市\t江门市申酉电子有限公司（2020-01至2022-02）\t一般纳税人\n"
        "北京市戌亥科技有限公司\t存续\t1000万元人民币\t2019-02-29\t91110108551385082Q\t北京市\t北京市\t-\t-\n"
    )
    return text.encode("utf-16")


def qcc_2017() -> bytes:
    text = (
        '企业名称,法人代表,注册资本,成立日期,经营状态,所属省份,统一社会信用代码,企业电话,邮箱,地址,经营范围\n'
        '江门市木火机器人有限公司,张三,500万,2016/5/4 0:00,在业,GD,9.14407E+17,1,,江门市江海区云沁路,"机器人\n减速器"\n'
        '江门市金水减速机有限公司,张三,600万,2016/5/5 0:00,在业,广东,="91440704MA5G6444PM",1,,江门市江海区,减速机\n'
        "江门市土石轴承有限公司,张三,约700万,2016/13/5,存疑,广东,91440704MA5H7555Q2,1,,江门市江海区,轴承\n"
        ",张三,700万,2016/3/5,在业,广东,91440704MA5J8666RC,1,,江门市江海区,轴承\n"
    )  # fmt: skip
    return text.encode("utf-8-sig")


def high_tech_2023() -> bytes:
    rows: list[Any] = [
        ["附件"],
        ["广东省2023年认定报备的高新技术企业名单"],
        ["序号", "企业名称", "证书编号"],
        [1, "江门市天地自动化有限公司", "GR202344000001"],
        [2, "江门市玄黄新能源有限公司", "GR202344000002"],
        ["序号", "企业名称", "证书编号"],
        [3, "江门市宇宙 精密有限公司", "GR202344000003"],
        [4, "江门市天地自动化有限公司", "GR202344000001"],
        ["注：排名不分先后"],
    ]
    return book(("Sheet1", rows), then=_merge_title(3))


def qxb_2024() -> bytes:
    head = ["企业名称", "统一社会信用代码", "经营状态", "注册资本", "成立日期", "省份", "城市", "英文名称", "曾用名称", "所属地区"]
    rows: list[Any] = [
        head,
        ["香港洪荒国际有限公司", "", "仍注册", "10000港元", 36892, "香港", "", "HONGHUANG INTERNATIONAL LIMITED", "", ""],
        ["日月电机（江门）有限公司", "914407006177501016", "存续（在营、开业、在册）", "1800万美元", 34335.0,
         "广东", "江门市", "", "盈昃电机有限公司,日月马达（江门）有限公司", ""],
        ["吉林省辰宿科技有限公司", "", "在业", "300万(元)", "2011-11-11", "", "", "", "", ""],
        ["湖北列张食品有限公司", "91429004MA48WWW56A", "停业", "0.3亿元", "1997-7-1", "湖北省", "仙桃市", "", "", ""],
        ["苏州寒来暑往有限公司", "91320583MA1NNN901J", "责令关闭", "￥1,500,000.00", "2003.12", "江苏", "昆山市", "", "", ""],
        ["秋收冬藏有限公司", "", "-", "-", "-", "", "", "", "", "广东省-广州市"],
        ["闰余成岁有限公司", "440700000099999", "存续", "5000", "2003-1-1", "广东省", "长沙市", "", "", ""],
    ]  # fmt: skip
    return book(("导出结果", rows))


ALL = (
    Listed("企查查导出2023.xlsx", qcc_2023, [
        ("江门市新会甲锂电科技有限公司", "91440705MA55T333CJ", True, 5000.0, "2015-03-02", GD, JM, []),
        ("江门市乙新材料有限公司", "91440704MA4W1001XK", True, 27557.4168, "2001-01-09", GD,
         JM, ["江门市乙化工厂", "江门市乙材料有限公司"]),
        ("广东丙电池股份有限公司", "91440704MA53Q111AD", False, None, "1998-12-31", GD, JM, []),
        ("江门丁贸易有限公司", "91440704MA54R222BQ", False, 50.0, "2009-08-07", GD, JM, []),
    ], notices=["外币", "个人信息"]),
    Listed("天眼查2021.xlsx", tyc_2021, [
        ("深圳市戊激光智能装备股份有限公司", "91440300708461136T", True, 20000.0, "2008-04-14", GD, "深圳市", ["深圳市戊激光科技有限公司"]),
        ("江门市己机电有限公司", "91440704MA56U444DF", None, 300.0, "1999-01-01", GD, JM, []),
    ], notices=["不认识的列"]),
    Listed("启信宝2019.csv", qxb_2019, [
        ("江门市庚五金制品厂", "91440704MA57W555ET", True, None, "2010-03-05", GD, JM, []),
        ("辛电子（江门）有限公司", "91440704MA58X666F6", True, 1200.0, "2012-06-30", GD, JM, []),
        ("重庆市壬科技有限公司", "91500000MA5UUU234U", True, 100.0, "2014-11-11", "重庆市", "重庆市", []),
    ], notices=["不认识的列"]),
    Listed("规上工业企业名录2022.xls", lambda: XLS.read_bytes(), [
        ("江门市癸印制电路有限公司", "91440704MA59Y777GH", None, 8000.0, "2000-09", GD, JM, []),
        ("江门甲乙精密电机有限公司", "91440704MA5A0888HW", None, 1200.5, "2015-12", GD, JM, []),
        ("中山市丙丁化工有限公司", "91442000MA4UUU123E", None, 300.0, "1998-01", GD, "中山市", []),
    ], notices=["表尾说明"], honour="规上企业（2022）"),
    Listed("高企名单2025.txt", high_tech_2025, [
        ("江门市癸印制电路有限公司", None, None, None, None, GD, JM, []),
        ("江门市戊己隔膜材料有限公司", None, None, None, None, GD, JM, []),
        ("3M中国有限公司", None, None, None, None, None, None, []),
        ("Umicore Changxin Co., Ltd.", None, None, None, None, None, None, []),
        ("庚辛锂电（江门）有限公司", None, None, None, None, None, None, []),
    ], honour="高新技术企业（2025）"),
    Listed("企业台账.xlsx", hand_kept, [
        ("江门市壬癸正极材料有限公司", "91440704MA5B1999J8", None, 5000.0, "2001-01-01", GD, JM, []),
        ("江门市子丑电解液有限公司", "91440704MA5C2000K8", None, 200.0, "2016", GD, JM, []),
        ("江门市寅卯回收有限公司", None, None, None, None, GD, JM, []),
        ("江门市辰巳电机有限公司", "91440704MA5D3111LK", None, 100.0, "2018-06-01", GD, JM, []),
        ("午未（江门）传感器有限公司", "91440704MA5E4222MY", True, 10000.0, None, None, None, []),
    ], notices=["2 个隐藏行", "隐藏的工作表", "分组标题", "没有找到表头", "不认识的列"]),
    Listed("天眼查2024.csv", tyc_2024, [
        ("申酉半导体（江门）有限公司", "91440704MA5F5333NA", True, 3000.0, "2022-02-28", GD, JM, ["江门市申酉电子有限公司"]),
        ("北京市戌亥科技有限公司", "91110108551385082Q", True, 1000.0, None, "北京市", "北京市", []),
    ], faults=[(3, "成立日期", "警告")], notices=["不认识的列"]),
    Listed("企查查2017.csv", qcc_2017, [
        ("江门市木火机器人有限公司", None, True, 500.0, "2016-05-04", GD, JM, []),
        ("江门市金水减速机有限公司", "91440704MA5G6444PM", True, 600.0, "2016-05-05", GD, JM, []),
        ("江门市土石轴承有限公司", None, None, None, None, GD, JM, []),
    ], faults=[(2, "所属省份", "警告"), (2, "统一社会信用代码", "错误"), (4, "成立日期", "警告"), (4,
     "注册资本", "警告"), (4, "经营状态", "警告"),
               (4, "统一社会信用代码", "警告"), (5, "企业名称", "错误")], unnamed=1),
    Listed("高新技术企业2023.xlsx", high_tech_2023, [
        ("江门市天地自动化有限公司", None, None, None, None, GD, JM, []),
        ("江门市玄黄新能源有限公司", None, None, None, None, GD, JM, []),
        ("江门市宇宙 精密有限公司", None, None, None, None, GD, JM, []),
        ("江门市天地自动化有限公司", None, None, None, None, GD, JM, []),
    ], faults=[(8, "企业名称", "警告")], notices=["重复的表头", "表尾说明"], honour="高新技术企业（2023）"),
    Listed("启信宝2024.xlsx", qxb_2024, [
        ("香港洪荒国际有限公司", None, True, None, "2001-01-01", "香港特别行政区", None, []),
        ("日月电机（江门）有限公司", "914407006177501016", True, None, "1994-01-01", GD, JM,
         ["盈昃电机有限公司", "日月马达（江门）有限公司"]),
        ("吉林省辰宿科技有限公司", None, True, 300.0, "2011-11-11", "吉林省", None, []),
        ("湖北列张食品有限公司", "91429004MA48WWW56A", None, 3000.0, "1997-07-01", "湖北省", "仙桃市", []),
        ("苏州寒来暑往有限公司", "91320583MA1NNN901J", False, 150.0, "2003-12", "江苏省", "苏州市", []),
        ("秋收冬藏有限公司", None, None, None, None, GD, "广州市", []),
        ("闰余成岁有限公司", None, True, None, "2003-01-01", GD, None, []),
    ], faults=[(8, "统一社会信用代码", "警告"), (8, "注册资本", "警告"), (8, "城市", "警告")], notices=["外币"]),
)  # fmt: skip
