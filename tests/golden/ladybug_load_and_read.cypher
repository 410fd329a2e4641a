UNWIND $rows AS row CREATE (:`Place` {`id`: row.`id`, `name`: row.`name`, `name_en`: row.`name_en`, `aliases`: row.`aliases`, `about`: row.`about`, `code`: row.`code`, `claims`: row.`claims`, workspace: $workspace});
COPY `OPERATES_IN` FROM (UNWIND $rows AS row RETURN row.`from`, row.`to`, CAST(row.`id` AS STRING), CAST(row.`since` AS STRING), CAST(row.`modality` AS STRING), CAST(row.`grade` AS STRING), CAST(row.`as_of` AS STRING), CAST(row.`claims` AS STRING[])) (from='Firm', to='Link');
MATCH (n:`Place`) RETURN n.`id`, n.`name`, n.`name_en`, n.`aliases`, n.`about`, n.`code`, n.`claims`;
MATCH (a)-[e:`MAKES`]->(b) RETURN a.id, b.id, e.`id`, e.`revenue_share`, e.`modality`, e.`grade`, e.`as_of`, e.`claims`;
