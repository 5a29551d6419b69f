"""The commands of speech-assistant, and what they print."""
