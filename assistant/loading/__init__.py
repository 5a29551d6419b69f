"""Files to text, by format, in processes of their own."""
