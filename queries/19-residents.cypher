// title: 在区企业与所做环节 / Residents and what they make here
// question: 哪些企业有依据在区，各在区内做哪些环节（空为未掌握）？
// param chain text = : 产业链名称或编号，空为全部（含未掌握环节的企业） / chain, empty for all
// column firm_id: 企业编号 / id of the firm
// column firm: 企业 / firm
// column link_id: 环节编号 / id of the link
// column link: 在区内生产的环节 / link it makes here
// column grade: 证据等级 / evidence grade
// column as_of: 截至 / as of
// order: firm_id, link_id
MATCH (f:Firm {workspace: $workspace})
WHERE f.resident = true
OPTIONAL MATCH (f)-[e:OPERATES_IN]->(l:Link)-[:LINK_OF]->(c:Chain)
WITH f, e, l, c
WHERE $chain = '' OR c.name = $chain OR c.id = $chain
RETURN f.id AS firm_id, f.name AS firm, l.id AS link_id, l.name AS link, e.grade AS grade, e.as_of AS as_of
