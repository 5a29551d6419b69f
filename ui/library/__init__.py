"""The library page: its documents, what is added and what was removed."""
