"""Objects of which a part is made when it is first asked for, as most of what the cache holds never is."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any, Self


class Deferred:
    """A base for dataclasses whose fields may be made late; nobody who asks for one sees a difference."""

    @classmethod
    def with_deferred(cls, fields: dict[str, Any], deferred: Mapping[str, Callable[[], Any]]) -> Self:
        """An object with `fields` and, made on first use, the fields that `deferred` has a function for."""
        instance = cls.__new__(cls)
        instance.__dict__.update(fields)
        instance.__dict__["_deferred"] = deferred
        return instance

    if not TYPE_CHECKING:  # to a type checker every name would exist

        def __getattr__(self, name: str) -> Any:
            make = self.__dict__.get("_deferred", {}).get(name)
            if make is None:
                raise AttributeError(f"{type(self).__name__!r} object has no attribute {name!r}", name=name, obj=self)
            value = self.__dict__[name] = make()
            return value
