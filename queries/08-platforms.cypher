// title: 平台服务于哪些环节 / What platforms serve
// question: 有哪些平台载体，各服务于哪些环节、方向或产业链？
// param platform text = : 平台名称或编号，空为全部 / platform, empty for all
// column platform_id: 平台编号 / id of the platform
// column platform: 平台 / platform
// column stage: 阶段 / stage
// column served_id: 服务对象编号 / id of what it serves
// column served: 服务对象 / what it serves
// column modality: 语态 / modality
// order: platform_id, served_id
MATCH (p:Platform {workspace: $workspace})
WHERE $platform = '' OR p.name = $platform OR p.id = $platform
OPTIONAL MATCH (p)-[e:SERVES]->(t)
RETURN p.id AS platform_id, p.name AS platform, p.stage AS stage, t.id AS served_id, t.name AS served, e.modality AS modality
