"""The built-in extractor: deterministic, offline, without a model. Text becomes marks, frames, linked facts."""
