// title: 各行业的上市企业 / Listed firms by industry
// question: 申万各行业有多少家上市企业，上级行业是什么？
// column industry_code: 行业代码 / code of the industry
// column industry: 行业 / industry
// column above: 上级行业 / wider industry
// column firms: 直接归入的企业数 / firms filed under it directly
// order: firms desc, industry_code
MATCH (i:NationalIndustry {workspace: $workspace})
OPTIONAL MATCH (i)-[:UNDER]->(a:NationalIndustry)
RETURN i.code AS industry_code, i.name AS industry, a.name AS above,
  COUNT { MATCH (f:NationalFirm)-[:IN_INDUSTRY]->(i) } AS firms
