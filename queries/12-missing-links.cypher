// title: 有依据的缺 / Links that a source or a whole list shows to be missing
// question: 哪些环节缺失：来源原话称缺，或名单已确认齐全而没有企业？
// param chain text = : 产业链名称或编号，空为全部 / chain, empty for all
// column chain: 产业链 / chain
// column link_id: 环节编号 / id of the link
// column link: 环节 / link
// column stage: 段位 / stage
// column stated: 来源的判断（absent 为称缺） / judged by a source; absent: it says so
// column complete: 名单齐全确认 / declaration that the list of makers is complete
// column users: 用到它的下游环节数 / links that use it
// order: chain, users desc, link_id
MATCH (l:Link {workspace: $workspace})-[:LINK_OF]->(c:Chain)
WHERE ($chain = '' OR c.name = $chain OR c.id = $chain)
  AND ('absent' IN l.stated OR l.makers_complete <> '')
  AND coalesce(l.needed, true)
  AND NOT EXISTS { MATCH (f:Firm)-[:OPERATES_IN]->(l) }
  AND NOT EXISTS { MATCH (g:Firm)-[:OPERATES_IN]->(part:Link)-[:PART_OF*1..5]->(l) }
RETURN c.name AS chain, l.id AS link_id, l.name AS link, l.stage AS stage, l.stated AS stated, l.makers_complete AS complete,
  COUNT { MATCH (l)-[:INPUT_TO]->(u:Link) } AS users
