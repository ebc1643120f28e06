"""The graph's store, whichever engine holds it. Empty on purpose: the engines' own processes start without the driver."""
