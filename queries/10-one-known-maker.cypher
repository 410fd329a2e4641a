// title: 只有一家已掌握企业的环节 / Links with one known maker
// question: 哪些环节我们只掌握一家本地企业（待核实，不等于独家）？
// param chain text = : 产业链名称或编号，空为全部 / chain, empty for all
// column chain: 产业链 / chain
// column link_id: 环节编号 / id of the link
// column link: 环节 / link
// column firm_id: 企业编号 / id of the firm
// column firm: 企业 / firm
// column users: 用到它的下游环节数 / links that use it
// column complete: 名单齐全确认 / declaration that the list is complete
// order: users desc, chain, link_id
MATCH (f:Firm {workspace: $workspace})-[:OPERATES_IN]->(l:Link)-[:LINK_OF]->(c:Chain)
WHERE ($chain = '' OR c.name = $chain OR c.id = $chain)
  AND NOT EXISTS { MATCH (other:Firm)-[:OPERATES_IN]->(l) WHERE other.id <> f.id }
RETURN c.name AS chain, l.id AS link_id, l.name AS link, f.id AS firm_id, f.name AS firm,
  COUNT { MATCH (l)-[:INPUT_TO]->(u:Link) } AS users, l.makers_complete AS complete
