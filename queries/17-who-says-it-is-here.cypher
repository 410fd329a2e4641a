// title: 谁说某企业在园区 / Who says that a firm is here
// question: 谁说某家企业在园区（或在别处），原话是什么，截至何时？
// param firm text = : 企业名称或编号，空为全部 / firm, empty for all
// column firm_id: 企业编号 / id of the firm
// column firm: 企业 / firm
// column resident: 是否在区（空为不知） / resident, null where unknown
// column place: 所在地 / place
// column modality: 语态 / modality
// column grade: 断言等级 / grade of the claim
// column source: 来源 / source
// column quote: 原文 / quote
// column locator: 位置 / locator
// column as_of: 截至 / as of
// column claim: 断言编号 / id of the claim
// order: firm_id, place, claim
MATCH (f:Firm {workspace: $workspace})-[e:LOCATED_IN]->(p:Place)
WHERE $firm = '' OR f.name = $firm OR f.id = $firm
UNWIND e.claims AS one
MATCH (c:Claim {id: one, workspace: $workspace})
WHERE c.subject = f.id
RETURN f.id AS firm_id, f.name AS firm, f.resident AS resident, p.name AS place, c.modality AS modality, c.grade AS grade,
  c.source AS source, c.quote AS quote, c.locator AS locator, c.as_of AS as_of, c.id AS claim
