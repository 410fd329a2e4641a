CREATE CONSTRAINT liantu_id IF NOT EXISTS FOR (n:Liantu) REQUIRE (n.workspace, n.id) IS UNIQUE;
CREATE FULLTEXT INDEX liantu_names IF NOT EXISTS FOR (n:Liantu) ON EACH [n.name, n.aliases] OPTIONS {indexConfig: {`fulltext.analyzer`: 'cjk'}};
