// title: 上游投入 / Upstream inputs
// question: 做某个环节要用到哪些上游环节（一至三层），本地有没有企业？
// param link text = : 环节名称或编号，空为全部 / link, empty for all
// param layers integer = 3 : 层数，1 至 3 / layers, 1 to 3
// column link_id: 环节编号 / id of the link
// column link: 环节 / link
// column layer: 第几层 / layer
// column input_id: 上游环节编号 / id of the input
// column input: 上游环节 / input
// column makers: 已掌握本地企业数 / known local makers
// order: link_id, layer, input_id
MATCH p = (u:Link)-[:INPUT_TO*1..3]->(l:Link {workspace: $workspace})
WHERE ($link = '' OR l.name = $link OR l.id = $link) AND length(p) <= $layers
WITH l, u, min(length(p)) AS layer
RETURN l.id AS link_id, l.name AS link, layer, u.id AS input_id, u.name AS input,
  COUNT { MATCH (f:Firm)-[:OPERATES_IN]->(u) } AS makers
