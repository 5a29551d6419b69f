"""Every kind of answer, put together of verified quotations."""
