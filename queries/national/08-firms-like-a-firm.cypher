// title: 产品相近的企业 / Firms with the same products
// question: 与某家上市企业披露相同产品最多的是哪些企业？
// param firm text : 证券代码、简称或全称 / code, short name or full name
// param least integer = 2 : 至少几个相同产品 / products in common, at least
// column firm_id: 企业编号 / id of the firm
// column firm: 企业 / firm
// column shared: 相同产品数 / products in common
// order: shared desc, firm_id
MATCH (f:NationalFirm {workspace: $workspace})-[:DISCLOSES]->(p:NationalProduct)<-[:DISCLOSES]-(g:NationalFirm)
WHERE (f.code = $firm OR f.name = $firm OR f.full_name = $firm) AND g.id <> f.id
WITH g, count(DISTINCT p) AS shared
WHERE shared >= $least
RETURN g.id AS firm_id, g.name AS firm, shared
