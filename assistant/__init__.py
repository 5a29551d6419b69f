"""Ask Chinese speeches questions and get exact quotations back."""

from __future__ import annotations
