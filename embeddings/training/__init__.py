"""How the bundled model was made: `python -m embeddings.training DATA_DIR`.

Needs torch and rjieba; nothing of this package is imported at run time.
"""
