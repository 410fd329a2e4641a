// title: 某企业停产影响谁 / Whom it touches if a firm stops
// question: 某家在区企业停产，它做的环节还有谁在做，波及哪些下游环节（一至三层）？
// param firm text = : 企业名称或编号，空为全部 / firm, empty for all
// param layers integer = 3 : 层数，1 至 3 / layers, 1 to 3
// column firm_id: 企业编号 / id of the firm
// column firm: 企业 / firm
// column known_at: 企业记在哪个环节 / link the firm is recorded at
// column link_id: 末级环节编号 / id of the leaf link
// column link: 末级环节（与前者不同时，是否做这一种待核实） / leaf link; where it is another, whether the firm makes it is open
// column others: 所记环节另有已掌握在区企业数（零不等于独家） / other known makers here; none known is not sole
// column layer: 第几层 / layer
// column user_id: 波及环节编号 / id of the link that uses it
// column user: 波及环节 / link that uses it
// column terminal: 终端产品 / final product of the chain
// column makers: 波及环节的已掌握在区企业数 / known makers of that link here
// order: firm_id, known_at, link_id, layer, user_id
MATCH (f:Firm {workspace: $workspace})-[:OPERATES_IN]->(k:Link)
WHERE $firm = '' OR f.name = $firm OR f.id = $firm
MATCH (l:Link)-[:PART_OF*0..5]->(k)
MATCH p = (l)-[:INPUT_TO*1..3]->(u:Link)
WHERE length(p) <= $layers
WITH f, k, l, u, min(length(p)) AS layer
RETURN f.id AS firm_id, f.name AS firm, k.name AS known_at, l.id AS link_id, l.name AS link,
  COUNT { MATCH (o:Firm)-[:OPERATES_IN]->(k) WHERE o.id <> f.id } AS others,
  layer, u.id AS user_id, u.name AS user, u.terminal AS terminal,
  COUNT { MATCH (m:Firm)-[:OPERATES_IN]->(u) } AS makers
