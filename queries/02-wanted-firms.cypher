// title: 点名引进 / Links and firms the plan wants
// question: 哪些环节规划点名要引进，谁被点名？
// param chain text = : 产业链名称或编号，空为全部 / chain, empty for all
// column chain: 产业链 / chain
// column link_id: 环节编号 / id of the link
// column link: 环节 / link
// column firm_id: 企业编号 / id of the firm
// column firm: 被点名企业 / firm that is named
// column resident: 是否在区（空为不知） / resident, null where unknown
// column measure: 举措 / measure that names it
// column as_of: 截至 / as of
// order: chain, link_id, firm_id, measure
MATCH (f:Firm {workspace: $workspace})-[i:INVITED_FOR]->(l:Link)-[:LINK_OF]->(c:Chain)
WHERE $chain = '' OR c.name = $chain OR c.id = $chain
OPTIONAL MATCH (m:Measure)-[:INVITES]->(f)
RETURN c.name AS chain, l.id AS link_id, l.name AS link, f.id AS firm_id, f.name AS firm, f.resident AS resident,
  m.name AS measure, i.as_of AS as_of
