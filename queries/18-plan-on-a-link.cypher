// title: 规划对某环节说了什么 / What the plan says of a link
// question: 规划（或别的来源）对某个环节提出了哪些举措，原话是什么？
// param link text = : 环节名称或编号，空为全部 / link, empty for all
// column link_id: 环节编号 / id of the link
// column link: 环节 / link
// column measure_id: 举措编号 / id of the measure
// column measure: 举措 / measure
// column kind: 类型 / kind
// column plan_word: 规划用语 / the plan's own word
// column source: 来源 / source
// column quote: 原文 / quote
// column locator: 位置 / locator
// column claim: 断言编号 / id of the claim
// order: link_id, measure_id, claim
MATCH (m:Measure {workspace: $workspace})-[e:AIMS_AT]->(l:Link)
WHERE $link = '' OR l.name = $link OR l.id = $link
UNWIND e.claims AS one
MATCH (c:Claim {id: one, workspace: $workspace})
WHERE c.subject = m.id
RETURN l.id AS link_id, l.name AS link, m.id AS measure_id, m.name AS measure, m.kind AS kind, m.plan_word AS plan_word,
  c.source AS source, c.quote AS quote, c.locator AS locator, c.id AS claim
