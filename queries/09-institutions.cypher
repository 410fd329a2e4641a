// title: 院所与方向 / Institutions and what they research
// question: 哪些高校院所在研究哪些方向或环节？
// param subject text = : 方向或环节的名称或编号，空为全部 / direction or link, empty for all
// column institution_id: 院所编号 / id of the institution
// column institution: 院所 / institution
// column subject_id: 对象编号 / id of the subject
// column subject: 方向或环节 / direction or link
// column modality: 语态 / modality
// column as_of: 截至 / as of
// order: subject_id, institution_id
MATCH (i:Institution {workspace: $workspace})-[e:RESEARCHES]->(t)
WHERE $subject = '' OR t.name = $subject OR t.id = $subject
RETURN i.id AS institution_id, i.name AS institution, t.id AS subject_id, t.name AS subject, e.modality AS modality, e.as_of AS as_of
