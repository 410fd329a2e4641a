"""Where things stand: the navigation, and the page of a node by its type."""

from __future__ import annotations

from ..graph import schema as s

NAVIGATION = (
    ("/", "总览"),
    ("/gaps", "缺口清单"),
    ("/candidates", "招商推荐"),
    ("/audit", "规划核对"),
    ("/search", "查找"),
    ("/questions", "常用问题"),
    ("/whatif", "情景推演"),
    ("/calls", "待核实"),
    ("/import", "导入"),
    ("/ledger", "台账"),
    ("/history", "历史"),
    ("/api", "数据接口"),
)


def link_to(node_type: str, node_id: str) -> str:
    """Return the path of a node's page.

    >>> link_to("Firm", "firm:a"), link_to("Chain", "chain:x"), link_to("Platform", "platform:p")
    ('/firms/firm:a', '/chains/x', '/nodes/platform:p')
    """
    if node_type == s.CHAIN.name:
        return f"/chains/{node_id.partition(':')[2]}"
    room = {s.FIRM.name: "firms", s.LINK.name: "links"}.get(node_type, "nodes")
    return f"/{room}/{node_id}"
