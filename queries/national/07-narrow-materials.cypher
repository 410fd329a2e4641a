// title: 少有人做的材料 / Materials few listed firms name
// question: 哪些材料用处多，而全国写到它的上市企业很少（表外企业未计）？
// param uses integer = 5 : 至少用于几个产品 / products it goes into, at least
// param firms integer = 1 : 至多几家企业写到它 / firms that name it, at most
// column material: 材料 / material
// column uses: 用于产品数 / products it goes into
// column firms: 写到它的企业数 / firms that name it
// order: uses desc, firms, material
MATCH (m:NationalProduct {workspace: $workspace})-[:GOES_INTO]->(t:NationalProduct)
WITH m, count(t) AS uses
WHERE uses >= $uses
WITH m, uses, COUNT { MATCH (f:NationalFirm)-[:DISCLOSES]->(m) } AS firms
WHERE firms > 0 AND firms <= $firms
RETURN m.name AS material, uses, firms
