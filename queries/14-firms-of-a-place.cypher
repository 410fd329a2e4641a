// title: 某地可对接的企业 / Firms of a place that can be approached
// question: 某市（或省、圈层）有哪些不在区内、做得了某个环节的企业可以对接？
// param place text = : 地区名称或编号，含其下级地区，空为全部 / place with all within it, empty for all
// param link text = : 环节名称或编号，空为全部 / link, empty for all
// column place: 所在地 / place
// column firm_id: 企业编号 / id of the firm
// column firm: 企业 / firm
// column resident: 是否在区（空为不知） / resident, null where unknown
// column link_id: 环节编号 / id of the link
// column link: 环节 / link
// column modality: 语态 / modality
// column grade: 证据等级 / evidence grade
// column as_of: 截至 / as of
// order: link_id, grade, place, firm_id
MATCH (f:Firm {workspace: $workspace})-[:LOCATED_IN]->(p:Place)
WHERE coalesce(f.resident, false) = false
  AND ($place = '' OR p.name = $place OR p.id = $place
    OR EXISTS { MATCH (p)-[:WITHIN*1..5]->(q:Place) WHERE q.name = $place OR q.id = $place })
MATCH (f)-[e:CAPABLE_OF]->(l:Link)
WHERE $link = '' OR l.name = $link OR l.id = $link
RETURN p.name AS place, f.id AS firm_id, f.name AS firm, f.resident AS resident, l.id AS link_id, l.name AS link,
  e.modality AS modality, e.grade AS grade, e.as_of AS as_of
