MATCH (n:LiantuBuild:Liantu {workspace: $workspace}) RETURN properties(n) AS row;
MATCH (n:Firm:Liantu {workspace: $workspace}) RETURN properties(n) AS row;
MATCH (a:Liantu {workspace: $workspace})-[e:MAKES {workspace: $workspace}]->(b) RETURN a.id AS source, b.id AS target, properties(e) AS row;
