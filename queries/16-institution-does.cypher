// title: 某院校研究什么 / What an institution researches and with whom it works
// question: 某所高校院所研究什么、与谁合作、建什么平台，原话是什么？
// param institution text = : 院所名称或编号，空为全部 / institution, empty for all
// column institution_id: 院所编号 / id of the institution
// column institution: 院所 / institution
// column relation: 关系 / relation
// column subject_id: 对象编号 / id of the subject
// column subject: 对象 / subject
// column modality: 语态 / modality
// column source: 来源 / source
// column quote: 原文 / quote
// column locator: 位置 / locator
// column claim: 断言编号 / id of the claim
// order: institution_id, relation, subject_id, claim
MATCH (i:Institution {workspace: $workspace})-[e:RESEARCHES|COOPERATES_WITH|RUNS]->(t)
WHERE $institution = '' OR i.name = $institution OR i.id = $institution
UNWIND e.claims AS one
MATCH (c:Claim {id: one, workspace: $workspace})
WHERE c.subject = i.id
RETURN i.id AS institution_id, i.name AS institution, c.predicate AS relation, t.id AS subject_id, t.name AS subject,
  c.modality AS modality, c.source AS source, c.quote AS quote, c.locator AS locator, c.id AS claim
