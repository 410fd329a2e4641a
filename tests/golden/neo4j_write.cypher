MERGE (n:Liantu {workspace: $workspace, id: 'build'}) SET n:LiantuBuild, n.state = 'building', n.build = $build;
UNWIND $rows AS row MERGE (n:Liantu {workspace: $workspace, id: row.id}) SET n:Firm, n = row, n.workspace = $workspace, n.build = $build;
UNWIND $rows AS row MERGE (n:Liantu {workspace: $workspace, id: row.id}) SET n:Claim, n = row, n.workspace = $workspace, n.build = $build;
UNWIND $rows AS row MATCH (a:Liantu {workspace: $workspace, id: row.source}) MATCH (b:Liantu {workspace: $workspace, id: row.target}) MERGE (a)-[e:OPERATES_IN {id: row.id}]->(b) SET e = row.props, e.workspace = $workspace, e.build = $build RETURN count(e) AS n;
MATCH (n:Firm:Liantu {workspace: $workspace}) REMOVE n:Resident:Invitee;
MATCH (n:Firm:Liantu {workspace: $workspace}) WHERE n.resident SET n:Resident;
MATCH (n:Firm:Liantu {workspace: $workspace}) WHERE NOT coalesce(n.resident, false) AND (EXISTS { MATCH (n)<-[i:INVITES]-() WHERE i.workspace = $workspace } OR EXISTS { MATCH (n)-[i:INVITED_FOR]->() WHERE i.workspace = $workspace }) SET n:Invitee;
MATCH (n:LiantuBuild:Liantu {workspace: $workspace}) WHERE n.build = $build SET n = $row, n.workspace = $workspace, n.build = $build RETURN count(n) AS n;
