"""Questions to the graph: a selection and a store in, frozen answers out. Knows the store and the vocabulary only."""
