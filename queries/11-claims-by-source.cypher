// title: 断言按来源与语态计数 / Claims by source and modality
// question: 每个来源各说了多少条，各是什么语态和等级？
// param source text = : 来源编号，空为全部 / source, empty for all
// column source: 来源 / source
// column modality: 语态 / modality
// column grade: 等级 / grade
// column claims: 断言数 / claims
// column latest: 最近日期 / latest date
// order: source, claims desc, modality, grade
MATCH (c:Claim {workspace: $workspace})
WHERE $source = '' OR c.source = $source
RETURN c.source AS source, c.modality AS modality, c.grade AS grade, count(c) AS claims, max(c.as_of) AS latest
