"""
Faults of shape: everything in which a JSON text departs from the published schema, with its path.

Decoding stops at the first fault. Only then the schema is consulted, record by record, so that sound
records cost next to nothing even in a file of 60,000 people.
"""

import json
import re
from typing import Any

import msgspec
from jsonschema import Draft202012Validator

from optimizer.errors import Fault
from optimizer.schema import KINDS, json_schema

_POSITION = re.compile(r"^(?P<sentence>.*) - at `(?P<path>[^`]*)`$")


def shape_faults(kind: str, content: bytes, first_message: str) -> list[Fault]:
    """
    List every fault of shape.

    Parameters
    ----------
    kind : {"case", "plan"}
        Kind of file.
    content : bytes
        JSON text.
    first_message : str
        What the decoder said; used when the schema finds nothing.

    Returns
    -------
    list of Fault
        At least one.
    """
    try:
        raw = msgspec.json.decode(content)
    except msgspec.DecodeError as error:
        return [Fault("$", f"is no JSON text: {error}")]
    if not isinstance(raw, dict):
        return [Fault("$", f"must be an object that describes a {kind}")]
    return _schema_faults(kind, raw) or [_decoder_fault(first_message)]


def _schema_faults(kind: str, raw: dict[str, Any]) -> list[Fault]:
    record_type = KINDS[kind][0]
    schema = json_schema(kind)
    faults: list[Fault] = []
    outline = dict(raw)
    for field in msgspec.structs.fields(record_type):
        rows = raw.get(field.encode_name)
        element = getattr(field.type, "__args__", (None,))[0]
        if not isinstance(rows, list) or not isinstance(element, type):
            continue
        outline[field.encode_name] = []
        validator = Draft202012Validator({"$ref": f"#/$defs/{element.__name__}", "$defs": schema["$defs"]})
        for index, row in enumerate(rows):
            place = f"$.{field.encode_name}[{index}]"
            if (refusal := _refusal(row, element, place)) is not None:
                faults += _faults(validator, row, place) or [refusal]
    return _faults(Draft202012Validator(schema), outline, "$") + faults


def _refusal(row: Any, record_type: type, place: str) -> Fault | None:
    """Return what the decoder says against one record, which covers dates that are none."""
    try:
        msgspec.convert(row, record_type)
    except msgspec.ValidationError as error:
        fault = _decoder_fault(str(error))
        return Fault(place + fault.path.removeprefix("$"), fault.sentence)
    return None


def _faults(validator: Draft202012Validator, value: Any, path: str) -> list[Fault]:
    found = []
    for error in validator.iter_errors(value):
        steps = "".join(f"[{step}]" if isinstance(step, int) else f".{step}" for step in error.absolute_path)
        found.append(Fault(path + steps, _sentence(error)))
    return found


def _sentence(error: Any) -> str:
    if error.validator == "additionalProperties":
        allowed = error.schema.get("properties", {})
        unknown = sorted(set(error.instance) - set(allowed))
        return "unknown field " + ", ".join(f'"{name}"' for name in unknown)
    if error.validator == "required":
        return "required field missing: " + error.message.partition(" is a ")[0].replace("'", '"')
    if error.validator in {"enum", "const"}:
        words = ", ".join(json.dumps(word) for word in error.schema["enum"])
        return f"{json.dumps(error.instance)} is none of {words}"
    limits = {"minimum": "at least", "maximum": "at most", "minLength": "at least", "maxLength": "at most"}
    if error.validator in limits:
        unit = " characters long" if "Length" in error.validator else ""
        return f"{json.dumps(error.instance)} must be {limits[error.validator]} {error.validator_value}{unit}"
    return error.message


def _decoder_fault(message: str) -> Fault:
    found = _POSITION.match(message)
    return Fault(found["path"], found["sentence"]) if found else Fault("$", message)
