"""All Cypher of the project, as named constants with a word on each."""
