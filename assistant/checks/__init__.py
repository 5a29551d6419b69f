"""Was this said? Quotations, articles and documents compared, and what proves them."""
