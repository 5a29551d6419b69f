"""What a sentence is quoted with, and which of its clauses answers."""
