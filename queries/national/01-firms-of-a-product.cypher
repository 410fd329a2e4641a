// title: 谁披露某产品 / Firms that disclose a product
// question: 全国上市企业里谁在披露中写到某个产品，占营收多少？
// param product text : 产品名，与表中一致 / product, as the table names it
// column firm_id: 企业编号 / id of the firm
// column firm: 企业 / firm
// column full_name: 全称 / full name
// column revenue_share: 营收占比（空为未披露） / share of revenue, null where none is disclosed
// column reported: 有披露 / a share was disclosed
// column industry: 申万行业 / industry
// order: revenue_share desc, firm_id
MATCH (f:NationalFirm {workspace: $workspace})-[d:DISCLOSES]->(p:NationalProduct {workspace: $workspace, id: 'cn_product:' + $product})
OPTIONAL MATCH (f)-[:IN_INDUSTRY]->(i:NationalIndustry)
RETURN f.id AS firm_id, f.name AS firm, f.full_name AS full_name, d.revenue_share AS revenue_share, d.reported AS reported,
  i.name AS industry
