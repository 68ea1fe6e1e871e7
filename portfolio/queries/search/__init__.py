"""Everything that holds the words somebody looks for."""
