"""Articles become proposed facts, each with the sentences that say it: the built-in extractor and the LLM's."""
