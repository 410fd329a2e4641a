// title: 谁能补某环节 / Who can fill a link
// question: 某个环节有哪些企业具备能力，它们在哪里？
// param link text = : 环节名称或编号，空为全部 / link, empty for all
// column link_id: 环节编号 / id of the link
// column link: 环节 / link
// column firm_id: 企业编号 / id of the firm
// column firm: 企业 / firm
// column resident: 是否在区（空为不知） / resident, null where unknown
// column place: 所在地 / place
// column modality: 语态 / modality
// column grade: 证据等级 / evidence grade
// column as_of: 截至 / as of
// order: link_id, grade, firm_id, place
MATCH (f:Firm {workspace: $workspace})-[e:CAPABLE_OF]->(l:Link)
WHERE $link = '' OR l.name = $link OR l.id = $link
OPTIONAL MATCH (f)-[:LOCATED_IN]->(p:Place)
RETURN l.id AS link_id, l.name AS link, f.id AS firm_id, f.name AS firm, f.resident AS resident, p.name AS place,
  e.modality AS modality, e.grade AS grade, e.as_of AS as_of
