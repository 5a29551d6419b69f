"""Who may reach the page and do what there; signing in."""
