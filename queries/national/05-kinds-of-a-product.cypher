// title: 某产品的细类 / Kinds of a product
// question: 某个产品在全国表里有哪些细类，各有几家上市企业披露？
// param product text : 产品名，与表中一致 / product, as the table names it
// column kind: 细类 / kind
// column firms: 写到它的企业数 / firms that name it
// order: firms desc, kind
MATCH (n:NationalProduct)-[:NARROWER_THAN]->(p:NationalProduct {workspace: $workspace, id: 'cn_product:' + $product})
RETURN n.name AS kind, COUNT { MATCH (f:NationalFirm)-[:DISCLOSES]->(n) } AS firms
