"""The REST API as its reference shows it: endpoints with what they take and answer, and the objects in that."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import Any

from drf_spectacular.generators import SchemaGenerator

Schema = dict[str, Any]
ROOT = "/api/v1/"
_NAMES = {"string": "text", "integer": "whole number", "number": "number", "boolean": "true or false", "null": "null"}
_FORMATS = {"date-time": "time", "date": "day", "uri": "address", "email": "e-mail address", "uuid": "UUID"}


@dataclass(frozen=True, slots=True)
class Field:
    """A parameter or part of an object; `of` names the object that it holds, if any."""

    name: str
    type: str
    of: str
    required: bool
    about: str


@dataclass(frozen=True, slots=True)
class Answer:
    """A status that an endpoint answers with, why, and the object in it, if any."""

    status: str
    about: str
    of: str


@dataclass(frozen=True, slots=True)
class Endpoint:
    """A method on a path; `body` names the object it takes."""

    anchor: str
    method: str
    path: str
    about: str
    parameters: list[Field]
    body: str
    answers: list[Answer]


@dataclass(frozen=True, slots=True)
class Group:
    """The endpoints below one path."""

    name: str
    endpoints: list[Endpoint]


@dataclass(frozen=True, slots=True)
class Reference:
    """All endpoints by group, and all objects by name."""

    groups: list[Group]
    objects: dict[str, list[Field]]


@cache
def reference() -> Reference:
    """Return the reference of this installation's API, read once per process."""
    schema: Schema = SchemaGenerator().get_schema(request=None, public=True)
    groups: dict[str, list[Endpoint]] = {}
    for path, methods in schema["paths"].items():
        name = path.removeprefix(ROOT).partition("/")[0].replace("-", " ").capitalize()
        groups.setdefault(name, []).extend(_endpoint(path, method, given) for method, given in methods.items())
    objects = schema["components"]["schemas"]
    named = {name: list(_fields(objects, given)) for name, given in sorted(objects.items()) if "properties" in given}
    return Reference([Group(name, endpoints) for name, endpoints in groups.items()], named)


def _endpoint(path: str, method: str, given: Schema) -> Endpoint:
    return Endpoint(
        anchor=given["operationId"].replace("_", "-"),
        method=method.upper(),
        path=path,
        about=given.get("description", ""),
        parameters=[
            Field(
                parameter["name"],
                _type({}, parameter["schema"]),
                "",
                parameter.get("required", False),
                _about(parameter) or ("Its number." if parameter["in"] == "path" else ""),
            )
            for parameter in given.get("parameters", [])
        ],
        body=_held(_content(given.get("requestBody", {}))),
        answers=[
            Answer(status, answer.get("description", ""), _held(_content(answer)))
            for status, answer in given["responses"].items()
        ],
    )


def _about(given: Schema) -> str:
    """Return a description without the list of values that its type has as well, as a sentence."""
    lines = [line for line in given.get("description", "").splitlines() if not line.startswith("* `")]
    words = " ".join(lines).strip()
    return words[:1].upper() + words[1:] + ("" if words[-1:] in ("", ".") else ".")


def _content(given: Schema) -> Schema:
    """Return the schema of the first form in which something is sent, empty if nothing is."""
    return next((form.get("schema", {}) for form in given.get("content", {}).values()), {})


def _fields(objects: Schema, given: Schema) -> Iterator[Field]:
    required = set(given.get("required", ()))
    for name, part in given["properties"].items():
        held = _held(part)
        of = held if "properties" in objects.get(held, {}) else ""
        yield Field(name, _type(objects, part), of, name in required, _about(part))


def _held(given: Schema) -> str:
    """Return the name of the object that a schema refers to, alone, in a list or as one of several."""
    if "$ref" in given:
        return str(given["$ref"].rpartition("/")[2])
    parts = [given.get("items", {}), *given.get("oneOf", []), *given.get("allOf", []), *given.get("anyOf", [])]
    return next((name for part in parts if part and (name := _held(part))), "")


def _type(objects: Schema, given: Schema) -> str:
    """Return in words what a schema allows: "list of text", "one of a, b"."""
    if "$ref" in given:
        referred = objects.get(_held(given), {})
        return _type(objects, referred) if "enum" in referred else "object"
    if "enum" in given:
        return "one of " + ", ".join(str(value) if value != "" else "empty" for value in given["enum"])
    several = [*given.get("oneOf", []), *given.get("allOf", []), *given.get("anyOf", [])]
    if several:
        return " or ".join(dict.fromkeys(_type(objects, part) for part in several))
    types = given["type"] if isinstance(given.get("type"), list) else [given.get("type", "object")]
    if "array" in types:
        return f"list of {_type(objects, given.get('items', {}))}"
    return " or ".join(
        _FORMATS.get(given.get("format", ""), _NAMES.get(kind, kind)) if kind != "null" else kind for kind in types
    )
