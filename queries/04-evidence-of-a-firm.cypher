// title: 企业在哪些环节、依据是什么 / The links of a firm, with evidence
// question: 某家企业与哪些环节有关，谁说的，原话是什么？
// param firm text = : 企业名称或编号，空为全部 / firm, empty for all
// column firm_id: 企业编号 / id of the firm
// column firm: 企业 / firm
// column relation: 关系 / relation
// column link_id: 环节编号 / id of the link
// column link: 环节 / link
// column modality: 语态 / modality
// column grade: 断言等级 / grade of the claim
// column source: 来源 / source
// column quote: 原文 / quote
// column locator: 位置 / locator
// column as_of: 截至 / as of
// column claim: 断言编号 / id of the claim
// order: firm_id, link_id, relation, claim
MATCH (f:Firm {workspace: $workspace})-[e:OPERATES_IN|CAPABLE_OF|INVITED_FOR|DEMANDS]->(l:Link)
WHERE $firm = '' OR f.name = $firm OR f.id = $firm
UNWIND e.claims AS one
MATCH (c:Claim {id: one, workspace: $workspace})
WHERE c.subject = f.id
RETURN f.id AS firm_id, f.name AS firm, c.predicate AS relation, l.id AS link_id, l.name AS link, c.modality AS modality,
  c.grade AS grade, c.source AS source, c.quote AS quote, c.locator AS locator, c.as_of AS as_of, c.id AS claim
