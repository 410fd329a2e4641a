// title: 待核实清单 / Links to confirm
// question: 哪些环节规划有需求，而我们还不知道本地有没有企业在做？
// param chain text = : 产业链名称或编号，空为全部 / chain, empty for all
// column chain: 产业链 / chain
// column link_id: 环节编号 / id of the link
// column link: 环节 / link
// column stage: 段位 / stage
// column needs: 规划举措条数 / measures of the plan that want it
// column invited: 点名企业数 / firms named for it
// order: chain, needs desc, invited desc, link_id
MATCH (l:Link {workspace: $workspace})-[:LINK_OF]->(c:Chain)
WHERE ($chain = '' OR c.name = $chain OR c.id = $chain)
  AND NOT EXISTS { MATCH (f:Firm)-[:OPERATES_IN]->(l) }
  AND NOT EXISTS { MATCH (g:Firm)-[:OPERATES_IN]->(part:Link)-[:PART_OF*1..5]->(l) }
WITH c, l,
  COUNT { MATCH (m:Measure)-[:AIMS_AT]->(l) WHERE m.kind IN ['引进', '补', '固', '强', '延', '突破', '布局', '培育'] } AS needs,
  COUNT { MATCH (w:Firm)-[:INVITED_FOR]->(l) } AS invited
WHERE needs > 0 OR invited > 0
RETURN c.name AS chain, l.id AS link_id, l.name AS link, l.stage AS stage, needs, invited
