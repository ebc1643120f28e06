"""The graph's store, whichever engine holds it. Empty: the engines' processes must start without the driver."""
