UNWIND $rows AS row CREATE (:`Place` {`id`: row.`id`, `name`: row.`name`, `name_en`: row.`name_en`, `aliases`: row.`aliases`, `about`: row.`about`, `code`: row.`code`, `claims`: row.`claims`, workspace: $workspace});
COPY `Claim` FROM 'claims.csv' (HEADER=false, PARALLEL=false, QUOTE='"', ESCAPE='"');
COPY `OPERATES_IN` FROM 'edges.csv' (from='Firm', to='Link', HEADER=false, PARALLEL=false, QUOTE='"', ESCAPE='"');
MATCH (n:`Place`) RETURN n.`id`, n.`name`, n.`name_en`, n.`aliases`, n.`about`, n.`code`, n.`claims`;
MATCH (a)-[e:`MAKES`]->(b) RETURN a.id, b.id, e.`id`, e.`revenue_share`, e.`modality`, e.`grade`, e.`as_of`, e.`claims`;
