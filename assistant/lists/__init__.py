"""Enumerations and parts of documents, with all their members."""
