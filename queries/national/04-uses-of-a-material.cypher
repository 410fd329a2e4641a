// title: 某材料的去向 / What a material goes into
// question: 某种材料用于哪些产品（一至三层），全国有几家上市企业披露这些产品？
// param material text : 材料名，与表中一致 / material, as the table names it
// param layers integer = 1 : 层数，1 至 3 / layers, 1 to 3
// column layer: 第几层 / layer
// column product: 产品 / product
// column firms: 写到它的企业数 / firms that name it
// order: layer, product
MATCH p = (m:NationalProduct {workspace: $workspace, id: 'cn_product:' + $material})-[:GOES_INTO*1..3]->(t:NationalProduct)
WHERE length(p) <= $layers AND m.id <> t.id
WITH t, min(length(p)) AS layer
RETURN layer, t.name AS product, COUNT { MATCH (f:NationalFirm)-[:DISCLOSES]->(t) } AS firms
