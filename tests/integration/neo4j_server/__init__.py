"""A real Neo4j server for the tests, from Maven Central, without Docker."""
