"""The YAML library's words for the common mistakes, and ours: what is wrong, and what to do."""

from __future__ import annotations

# Found anywhere in what the library says; the first that fits wins.
_YAML_MISTAKES: tuple[tuple[str, str, str], ...] = (
    (
        "mapping values are not allowed",
        "a colon and a space in the middle of an unquoted text",
        "put the text in quotes",
    ),
    (
        "could not find expected ':'",
        "a line without a colon where `key: value` is expected",
        "add the colon, or put a text of several lines in quotes",
    ),
    (
        "cannot start any token",
        "a character that cannot begin a value here",
        "indent with spaces instead of tabs, and put texts that begin with @ ` % in quotes",
    ),
    (
        "did not find expected key",
        "the line does not fit the lines above it",
        "check its indentation and any quote left open above",
    ),
    (
        "did not find expected '-' indicator",
        "the line does not fit the list above it",
        "begin each entry with `- ` at the same indentation",
    ),
    ("did not find expected ',' or", "a bracket or brace that is not closed", "close it, or put the text in quotes"),
    (
        "did not find expected node content",
        "a bracket or brace that is not closed, or a comma with nothing before it",
        "close it, or put the text in quotes",
    ),
    ("found unexpected end of stream", "a quote or bracket that is never closed", "close it"),
    (
        "unexpected document separator",
        "a second document inside the text",
        "keep everything between the two `---` lines",
    ),
    (
        "found undefined alias",
        "an alias (`*name`) without its anchor (`&name`)",
        "write the value out, or put a text that begins with * in quotes",
    ),
    (
        "did not find expected alphabetic or numeric character",
        "a text that begins with `*` or `&`",
        "put the text in quotes",
    ),
    ("found unknown escape character", "a backslash that means nothing inside double quotes", "use single quotes"),
    ("control characters are not allowed", "an invisible control character", "delete it"),
    ("but found another document", "a second document inside the text", "keep everything between the two `---` lines"),
    ("found undefined tag handle", "a text that begins with `!`", "put the text in quotes"),
    (
        "block sequence entries are not allowed",
        "a `-` where a single value is expected",
        "put the list on the lines below its key",
    ),
)


def in_our_words(said: str) -> tuple[str, str]:
    """What to tell of a mistake that the library describes as `said`: message and hint."""
    for library_words, message, hint in _YAML_MISTAKES:
        if library_words in said:
            return message, hint
    return (
        "this cannot be read as YAML",
        "check the indentation, the quotes and the brackets of this line and of the one above",
    )
