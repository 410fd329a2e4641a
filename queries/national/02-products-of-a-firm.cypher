// title: 某企业披露的产品 / Products a firm discloses
// question: 某家上市企业披露了哪些产品，同样披露它的还有几家？
// param firm text : 证券代码、简称或全称 / code, short name or full name
// column firm_id: 企业编号 / id of the firm
// column firm: 企业 / firm
// column product: 产品 / product
// column revenue_share: 营收占比（空为未披露） / share of revenue, null where none is disclosed
// column firms: 写到该产品的企业数 / firms that name the product
// order: firm_id, revenue_share desc, product
MATCH (f:NationalFirm {workspace: $workspace})-[d:DISCLOSES]->(p:NationalProduct)
WHERE f.code = $firm OR f.name = $firm OR f.full_name = $firm
RETURN f.id AS firm_id, f.name AS firm, p.name AS product, d.revenue_share AS revenue_share,
  COUNT { MATCH (g:NationalFirm)-[:DISCLOSES]->(p) } AS firms
