"""Who may reach the page. A package, so that its conftest is not taken for that above."""
