// title: 受影响的下游 / Downstream links
// question: 某个环节出问题，会影响哪些下游环节（一至三层）？
// param link text = : 环节名称或编号，空为全部 / link, empty for all
// param layers integer = 3 : 层数，1 至 3 / layers, 1 to 3
// column link_id: 环节编号 / id of the link
// column link: 环节 / link
// column layer: 第几层 / layer
// column user_id: 下游环节编号 / id of the user
// column user: 下游环节 / link that uses it
// column terminal: 终端产品 / final product of the chain
// column makers: 已掌握本地企业数 / known local makers
// order: link_id, layer, user_id
MATCH p = (l:Link {workspace: $workspace})-[:INPUT_TO*1..3]->(u:Link)
WHERE ($link = '' OR l.name = $link OR l.id = $link) AND length(p) <= $layers
WITH l, u, min(length(p)) AS layer
RETURN l.id AS link_id, l.name AS link, layer, u.id AS user_id, u.name AS user, u.terminal AS terminal,
  COUNT { MATCH (f:Firm)-[:OPERATES_IN]->(u) } AS makers
