"""The errors that `assistant` raises; every message names the bad value, why it is bad and what to do.

IsnadError
├── SettingsError      a setting is unknown or has a value that makes no sense
├── UsageError         a request cannot be understood: a date, an outlet, a line of a batch
├── CitationError      a span does not hold: it is refused before anyone sees it
├── PromptError        a prompt file misses a placeholder or has one too many
└── ModelError         a language model failed; carries a cause that people can read
"""


class IsnadError(Exception):
    """Base of all errors of the `assistant` package."""


class SettingsError(IsnadError):
    """A setting is unknown, or its value makes no sense."""


class UsageError(IsnadError):
    """A request cannot be understood."""


class CitationError(IsnadError):
    """A citation was to be made of a span that does not hold."""


class PromptError(IsnadError):
    """A prompt file does not fit the code that fills it."""


class ModelError(IsnadError):
    """A language model could not be set up or failed to answer."""
