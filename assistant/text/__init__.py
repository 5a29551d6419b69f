"""What Chinese texts are made of: title blocks, sentences, items, numbers, dates, titles and speakers."""
