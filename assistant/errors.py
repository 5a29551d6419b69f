"""One error tree. Each message says what was found, what was expected and what to do.

AssistantError
├── QuestionError        the question is empty or too long
├── LoadError            a file cannot be read as a document
├── DocumentError        no document of that name, or the name is taken
├── ConversationError    no such conversation, or a name that is none
├── CitationError        a fact given for a citation is none
├── ExportError          a file cannot be written as asked
├── PackError            a file is no evidence pack that can be checked
├── QuoteError           a quotation does not equal its source: a defect of this program
├── LibraryError         the library folder cannot be used
│   ├── LibraryLocked    another process is writing
│   ├── LibraryReadOnly  a write to a folder that cannot be written
│   └── LibraryTooNew    written by a later version
└── ModelMismatch        the library was embedded with another model
"""

from __future__ import annotations


class AssistantError(Exception):
    """Base of all errors meant for a person to read, in English and in Chinese."""

    def __init__(self, en: str, zh: str) -> None:
        super().__init__(en)
        self.en = en
        self.zh = zh

    def __reduce__(self) -> tuple[type[AssistantError], tuple[str, str]]:
        """As a pickle, which brings a refusal from one process to another."""
        return type(self), (self.en, self.zh)

    def message(self, language: str) -> str:
        """The message in the reader's language: English for `en`, Chinese otherwise."""
        return self.en if language.startswith("en") else self.zh


class QuestionError(AssistantError):
    """The question is empty or longer than the accepted length."""


class LoadError(AssistantError):
    """A file cannot be read as a document; the message names the reason and the remedy."""


class DocumentError(AssistantError):
    """No document of that name, or the name is already taken."""


class ConversationError(AssistantError):
    """A visitor has no such conversation, or a name cannot be given."""


class ConversationChanged(ConversationError):
    """Somebody else has written the conversation since the writer last saw it."""


class ConversationDeleted(ConversationError):
    """The conversation was deleted since the writer last saw it."""


class CitationError(AssistantError):
    """A date or an address given for a citation is none."""


class ExportError(AssistantError):
    """What was asked for cannot be written to a file, or not in that format."""


class PackError(AssistantError):
    """A file is no evidence pack, hostile, of another version; or a root hash is none."""


class QuoteError(AssistantError):
    """A quotation does not equal its source. Never repaired, always reported as a defect."""


class LibraryError(AssistantError):
    """The library folder cannot be opened or written; the message names the path."""


class LibraryLocked(LibraryError):
    """Another process is writing to the library."""


class LibraryReadOnly(LibraryError):
    """The library can be read and asked, but not written."""


class LibraryTooNew(LibraryError):
    """The library was written by a later version of this program."""


class ModelMismatch(AssistantError):
    """The library was embedded with another model than the one now in use."""
