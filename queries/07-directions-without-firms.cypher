// title: 有技术方向而无企业的环节 / Links with a direction and no known firm
// question: 哪些环节规划定了技术方向，而我们不知道本地有企业在做？
// param chain text = : 产业链名称或编号，空为全部 / chain, empty for all
// column chain: 产业链 / chain
// column link_id: 环节编号 / id of the link
// column link: 环节 / link
// column direction_id: 技术方向编号 / id of the direction
// column direction: 技术方向 / direction
// column capable: 具备能力的企业数（不论何处） / firms capable of it, anywhere
// column researchers: 研究该方向的院所数 / institutions that research the direction
// order: chain, link_id, direction_id
MATCH (d:Direction {workspace: $workspace})-[:ADVANCES]->(l:Link)-[:LINK_OF]->(c:Chain)
WHERE ($chain = '' OR c.name = $chain OR c.id = $chain)
  AND NOT EXISTS { MATCH (f:Firm)-[:OPERATES_IN]->(l) }
RETURN c.name AS chain, l.id AS link_id, l.name AS link, d.id AS direction_id, d.name AS direction,
  COUNT { MATCH (g:Firm)-[:CAPABLE_OF]->(l) } AS capable,
  COUNT { MATCH (i:Institution)-[:RESEARCHES]->(d) } AS researchers
