"""The forms that a value in a record can take: an answer, an open question, or nothing yet.

The YAML reader hands over texts, lists and maps only (nothing is guessed), so the types of this
module turn texts into numbers, dates and yes/no by the documented rules and by no others.
"""

from __future__ import annotations

import datetime
import re
from functools import cache
from typing import Annotated, Any, TypeVar

from pydantic import BaseModel, BeforeValidator, ConfigDict, Discriminator, GetCoreSchemaHandler, Tag, WithJsonSchema
from pydantic_core import PydanticCustomError, core_schema

from settled.model.written_values import Path as Path
from settled.model.written_values import find_placeholder as find_placeholder
from settled.model.written_values import parse_date as parse_date

# Tags of the tagged unions below; they appear in pydantic's error paths and are taken out there.
VALUE_TAG, OPEN_TAG, EMPTY_TAG = "<value>", "<open>", "<empty>"


class Section(BaseModel):
    """A map in a record: kebab-case keys, nothing extra, everything optional.

    The models say only what a value must look like. Whether it may be absent depends on the record's
    status and phase and is the rules' business, so a bad or missing value never hides another one.
    """

    model_config = ConfigDict(
        extra="forbid",
        frozen=True,
        alias_generator=lambda name: name.replace("_", "-"),
        populate_by_name=False,
        # A section within a record is never validated alone: only what is used is built, which shortens every start.
        defer_build=True,
    )


SomeSection = TypeVar("SomeSection", bound=Section)


def empty(section: type[SomeSection]) -> SomeSection:
    """The section of which nothing was written."""
    made: SomeSection = _empty(section)
    return made


@cache  # many are asked for, and nothing in one changes
def _empty(section: Any) -> Any:
    return section()


class OpenQuestion(Section):
    """A value that is left open on purpose: the question, who owes the answer, and until when."""

    open: Annotated[str | None, WithJsonSchema({"type": "string", "minLength": 1})] = None
    owner: Annotated[str | None, WithJsonSchema({"type": "string", "minLength": 1})] = None
    due: IsoDate | None = None


def _form_of(value: Any) -> str:
    if value.__class__ is str:  # as nearly every value is
        return VALUE_TAG
    if value is None:
        return EMPTY_TAG
    if isinstance(value, OpenQuestion) or (isinstance(value, dict) and "open" in value):
        return OPEN_TAG
    return VALUE_TAG


T = TypeVar("T")
Answer = Annotated[
    Annotated[T, Tag(VALUE_TAG)] | Annotated[OpenQuestion, Tag(OPEN_TAG)] | Annotated[None, Tag(EMPTY_TAG)],
    Discriminator(_form_of),
]
"""A value of type T, an open question, or nothing."""


class _PlainText:
    """What is a text, judged without a call of our own for each of them."""

    def __get_pydantic_core_schema__(self, source: Any, handler: GetCoreSchemaHandler) -> core_schema.CoreSchema:
        return core_schema.custom_error_schema(
            core_schema.str_schema(strict=True),
            custom_error_type="not_a_text",
            custom_error_message="is not a text",
            custom_error_context={"hint": "write one line of text"},
        )


def _whole_number(value: Any) -> Any:
    if isinstance(value, int) and not isinstance(value, bool):
        return value
    if isinstance(value, str) and re.fullmatch(r"[+-]?\d{1,15}", value.strip()):
        return int(value)
    raise PydanticCustomError("not_a_number", "is not a whole number", {"hint": "write digits only, as in 12000"})


def _number(value: Any) -> Any:
    if isinstance(value, (int, float)) and not isinstance(value, bool):
        return float(value)
    if isinstance(value, str) and re.fullmatch(r"[+-]?\d{1,15}(\.\d{1,9})?", value.strip()):
        return float(value)
    raise PydanticCustomError("not_a_number", "is not a number", {"hint": "write digits, as in 12 or 0.5"})


def _yes_or_no(value: Any) -> Any:
    if isinstance(value, bool):
        return value
    if isinstance(value, str) and value.lower() in {"true", "false"}:
        return value.lower() == "true"
    raise PydanticCustomError("not_a_yes_or_no", "is neither true nor false", {"hint": "write true or false"})


def _date(value: Any) -> Any:
    if isinstance(value, datetime.date):
        return value
    if isinstance(value, str):
        try:
            return parse_date(value)
        except ValueError:
            if re.match(r"\d{4}-\d{2}-\d{2}", value.strip()):
                raise PydanticCustomError(
                    "impossible_date", "is a day that does not exist", {"hint": "check the month and the day"}
                ) from None
    raise PydanticCustomError("not_a_date", "is not a date", {"hint": "write year-month-day, as in 2026-12-15"})


def _list_of_texts(value: Any) -> Any:
    if isinstance(value, str):
        return [part.strip() for part in value.split(",") if part.strip()]
    return value


Text = Annotated[str, _PlainText(), WithJsonSchema({"type": ["string", "number", "boolean"]})]
"""One line of text. Editors that guess may show `5000` or `NO` as something else: the schema lets them."""
WholeNumber = Annotated[int, BeforeValidator(_whole_number), WithJsonSchema({"type": "integer"})]
Number = Annotated[float, BeforeValidator(_number), WithJsonSchema({"type": "number"})]
YesOrNo = Annotated[bool, BeforeValidator(_yes_or_no), WithJsonSchema({"type": "boolean"})]
IsoDate = Annotated[
    datetime.date,
    BeforeValidator(_date),
    WithJsonSchema({"type": "string", "pattern": r"^\d{4}-\d{2}-\d{2}", "examples": ["2026-12-15"]}),
]
Texts = Annotated[
    list[Answer[Text]],
    BeforeValidator(_list_of_texts),
    WithJsonSchema({"anyOf": [{"type": "string"}, {"type": "array", "items": {"type": ["string", "number"]}}]}),
]
"""A list of texts, or one text with commas (MADR allows both)."""

OpenQuestion.model_rebuild()
