"""The engines that hold a graph: each is one launcher, run by one supervisor, reached over Bolt."""
