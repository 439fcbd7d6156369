"""The errors that end a command, in one small tree; none of them knows the command line.

A *finding* is something wrong with a record and is never an exception. An error of this module
means that the tool could not do what it was asked: the command line prints it in one line and
exits with 2.
"""

from __future__ import annotations


class SettledError(Exception):
    """It could not be done. `message` says what is wrong and where, `hint` what to do about it."""

    def __init__(self, message: str, hint: str = "") -> None:
        super().__init__(message)
        self.message = message
        self.hint = hint

    def __str__(self) -> str:
        return f"{self.message}; {self.hint}" if self.hint else self.message


class ProjectNotFoundError(SettledError):
    """No folder with records could be found from the place where the command was started, or several (`is_several`).

    `commands` are what to type behind the program's name to read each of the folders that may be meant.
    """

    def __init__(
        self, message: str, hint: str = "", *, is_several: bool = False, commands: tuple[str, ...] = ()
    ) -> None:
        super().__init__(message, hint)
        self.is_several = is_several
        self.commands = commands


class SettingsError(SettledError):
    """The settings file is not readable or holds a value that the tool does not know."""


class UsageError(SettledError):
    """What was asked contradicts itself or names something that does not exist."""


class TemplateError(SettledError):
    """A record template cannot be read, asks for an unknown value or does something forbidden."""


class HistoryError(SettledError):
    """Git is missing, refuses the repository, or cannot answer."""


class NoRepositoryError(HistoryError):
    """The records are in no git repository, so that there is no history to tell."""


class SiteError(SettledError):
    """The site could not be built."""
