"""The library on disk: its database, what is derived from it, and how both are kept, read and brought back."""
