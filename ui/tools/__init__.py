"""The tools: checking quotations, comparing documents, following wordings."""
