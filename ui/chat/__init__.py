"""The conversation, its panels, and the source beside it. Values in, HTML out."""
