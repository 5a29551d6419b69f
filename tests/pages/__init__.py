"""The page in headless Chromium. A package, so that its conftest is not taken for that above."""
