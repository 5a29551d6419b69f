"""The words of the page, in Chinese and in English, by what they are about."""
