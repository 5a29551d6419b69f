"""Which paragraphs are worth quoting, and why."""
