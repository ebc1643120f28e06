"""Names in a fact become ids of actors, venues, conflicts, processes and agreements; doubt is listed."""
