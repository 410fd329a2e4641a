// title: 某企业的上下游 / Before and behind a firm
// question: 某家在区企业的上游、下游各是哪些环节，区内有谁在做？
// param firm text = : 企业名称或编号，空为全部 / firm, empty for all
// column firm_id: 企业编号 / id of the firm
// column firm: 企业 / firm
// column known_at: 企业记在哪个环节 / link the firm is recorded at
// column link: 末级环节（与前者不同时，是否做这一种待核实） / leaf link; where it is another, whether the firm makes it is open
// column role: 上游或下游 / upstream or downstream
// column other_id: 上下游环节编号 / id of the other link
// column other: 上下游环节 / the other link
// column maker: 在区企业（空为尚未掌握，不等于没有） / known maker here, null where none is known
// order: firm_id, known_at, link, role, other_id, maker
MATCH (f:Firm {workspace: $workspace})-[:OPERATES_IN]->(k:Link)<-[:PART_OF*0..5]-(l:Link)<-[:INPUT_TO]-(o:Link)
WHERE $firm = '' OR f.name = $firm OR f.id = $firm
OPTIONAL MATCH (m:Firm)-[:OPERATES_IN]->(o)
RETURN f.id AS firm_id, f.name AS firm, k.name AS known_at, l.name AS link, '上游' AS role, o.id AS other_id, o.name AS other, m.name AS maker
UNION ALL
MATCH (f:Firm {workspace: $workspace})-[:OPERATES_IN]->(k:Link)<-[:PART_OF*0..5]-(l:Link)-[:INPUT_TO]->(o:Link)
WHERE $firm = '' OR f.name = $firm OR f.id = $firm
OPTIONAL MATCH (m:Firm)-[:OPERATES_IN]->(o)
RETURN f.id AS firm_id, f.name AS firm, k.name AS known_at, l.name AS link, '下游' AS role, o.id AS other_id, o.name AS other, m.name AS maker
