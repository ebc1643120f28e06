"""Facts from a language model behind any OpenAI-compatible endpoint, through the same gates as every other fact."""
