// title: 某产品的上游 / What goes into a product
// question: 做某个产品要用到哪些材料（一至三层），全国有几家上市企业披露它？
// param product text : 产品名，与表中一致 / product, as the table names it
// param layers integer = 1 : 层数，1 至 3 / layers, 1 to 3
// column layer: 第几层 / layer
// column material: 材料 / material
// column firms: 写到它的企业数 / firms that name it
// order: layer, material
MATCH p = (m:NationalProduct)-[:GOES_INTO*1..3]->(t:NationalProduct {workspace: $workspace, id: 'cn_product:' + $product})
WHERE length(p) <= $layers AND m.id <> t.id
WITH m, min(length(p)) AS layer
RETURN layer, m.name AS material, COUNT { MATCH (f:NationalFirm)-[:DISCLOSES]->(m) } AS firms
