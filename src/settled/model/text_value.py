"""What all values have in common that people write as one short text and rules compute with."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, ClassVar, Self

from pydantic import GetCoreSchemaHandler, GetJsonSchemaHandler
from pydantic.json_schema import JsonSchemaValue
from pydantic_core import CoreSchema, PydanticCustomError, core_schema


class ParsedText:
    """A value of a record that is written as one text and read by `parse`."""

    text: str
    wanted: ClassVar[tuple[str, str]] = ("is no such value", "")
    """What is said of a value that `parse` refuses, and what to write instead."""
    schema: ClassVar[Mapping[str, Any]] = {"type": "string"}
    """What an editor accepts while somebody types; `parse` is the judge."""

    @classmethod
    def parse(cls, text: str) -> Self:
        """Read `text`; ValueError where it is none."""
        raise NotImplementedError

    def __str__(self) -> str:
        return self.text

    @classmethod
    def __get_pydantic_core_schema__(cls, source: Any, handler: GetCoreSchemaHandler) -> CoreSchema:
        return core_schema.no_info_plain_validator_function(
            cls._validated, serialization=core_schema.to_string_ser_schema()
        )

    @classmethod
    def __get_pydantic_json_schema__(cls, schema: CoreSchema, handler: GetJsonSchemaHandler) -> JsonSchemaValue:
        return dict(cls.schema)

    @classmethod
    def _validated(cls, value: Any) -> Self:
        if isinstance(value, cls):
            return value
        if isinstance(value, str):
            try:
                return cls.parse(value)
            except ValueError:
                pass
        message, hint = cls.wanted
        raise PydanticCustomError("not_of_its_form", message, {"hint": hint})
