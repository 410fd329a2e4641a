"""The declarations of the national graph. No label and no edge name is shared with the zone's graph (docs/decisions/0059)."""

from __future__ import annotations

from ..spec import EdgeType, NodeType, Prop, PropType, Schema

VERSION = "1"
REVENUE_SHARE = Prop(
    "revenue_share", "营收占比", "Share of the product in the firm's revenue, 0 to 1; null where the cell is no such figure.", "float"
)
STATED = Prop("stated", "营收占比原文", "The cell as the table has it; 0.001 stands there where nothing was disclosed.")
REPORTED = Prop("reported", "有披露", "False where the cell is 0.001, which stands beside items of the business scope.", "bool")
NAME = Prop("name", "名称", "The name as the table has it.")

FIRM = NodeType(
    "NationalFirm", "cn_firm", "上市企业", "A listed firm of the national tables, wherever it stands.", "全国表中的上市企业，不论在何地。",
    (
        Prop("code", "证券代码", "Six digits, as text."),
        NAME,
        Prop("full_name", "全称", "Full name."),
        Prop("exchange", "交易所", "Stock exchange; null where the cell names none."),
        Prop("listed_on", "上市日期", "YYYY-MM-DD; null where the cell is no date."),
        Prop("industry_code", "行业代码", "Shenwan code of the industry; null where the cell is empty."),
    ),
    "#2e7d32",
)  # fmt: skip
PRODUCT = NodeType(
    "NationalProduct", "cn_product", "全国产品", "A product name of the national tables.", "全国表中的一个产品名。", (NAME,), "#00838f"
)
INDUSTRY = NodeType(
    "NationalIndustry", "cn_industry", "申万行业", "An industry of the Shenwan classification.", "申万行业分类中的一个行业。",
    (Prop("code", "行业代码", "Six digits, as text."), NAME), "#5d4037",
)  # fmt: skip
DISCLOSES = EdgeType(
    "DISCLOSES", "披露产品", "A firm names the product in its disclosures.", "企业在披露中写到该产品。",
    ((FIRM.name, PRODUCT.name),), (REVENUE_SHARE, STATED, REPORTED),
)  # fmt: skip
NARROWER_THAN = EdgeType(
    "NARROWER_THAN", "是其细类", "The product is a kind of the other.", "该产品是后者的一种。", ((PRODUCT.name, PRODUCT.name),)
)  # fmt: skip
GOES_INTO = EdgeType(
    "GOES_INTO", "用于制造", "A material goes into the product, mostly as a recipe has it.", "该材料用于制造后者，多为配方关系。",
    ((PRODUCT.name, PRODUCT.name),),
)  # fmt: skip
IN_INDUSTRY = EdgeType(
    "IN_INDUSTRY", "属于行业", "The firm is filed under the industry.", "企业归入该行业。", ((FIRM.name, INDUSTRY.name),)
)  # fmt: skip
UNDER = EdgeType("UNDER", "上级行业", "The industry belongs to the wider one.", "该行业属于后者。", ((INDUSTRY.name, INDUSTRY.name),))

NATIONAL = Schema((FIRM, PRODUCT, INDUSTRY), (DISCLOSES, NARROWER_THAN, GOES_INTO, IN_INDUSTRY, UNDER))


def node_id(node_type: NodeType, key: str) -> str:
    """Return the id of a node by its code or name.

    >>> node_id(FIRM, "000001"), node_id(PRODUCT, "碳酸锂")
    ('cn_firm:000001', 'cn_product:碳酸锂')
    """
    return f"{node_type.prefix}:{key}"


def node_columns(node_type: NodeType) -> dict[str, PropType]:
    """Return the columns of a node's row and their types: id, then the properties as declared."""
    return {"id": "str", **{p.name: p.type for p in node_type.props}}


def edge_columns(edge_type: EdgeType) -> dict[str, PropType]:
    """Return the columns of an edge's row and their types: source, target, then the properties as declared."""
    return {"source": "str", "target": "str", **{p.name: p.type for p in edge_type.props}}
