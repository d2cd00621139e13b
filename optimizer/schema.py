"""
The published JSON Schemas of case and plan, derived from the records themselves.

``docs/schema`` holds them as files; a test compares. They are what other programs validate against.
"""

import json
from functools import cache
from typing import Any

import msgspec

from optimizer.case import CASE_FORMAT, CASE_VERSION, Case
from optimizer.plan import PLAN_FORMAT, PLAN_VERSION, Plan

KINDS: dict[str, tuple[type[Case] | type[Plan], str]] = {
    "case": (Case, f"{CASE_FORMAT}-{CASE_VERSION}"),
    "plan": (Plan, f"{PLAN_FORMAT}-{PLAN_VERSION}"),
}


@cache
def json_schema(kind: str) -> dict[str, Any]:
    """
    Derive the JSON Schema of a kind of file.

    Parameters
    ----------
    kind : {"case", "plan"}
        Kind of file.

    Returns
    -------
    dict
        Schema of draft 2020-12, with one definition per record.
    """
    record, name = KINDS[kind]
    schema = msgspec.json.schema(record)
    return {"$schema": "https://json-schema.org/draft/2020-12/schema", "$id": f"urn:tuntas:{name}", **schema}


def schema_text(kind: str) -> str:
    """
    Write a schema as it is published.

    Parameters
    ----------
    kind : {"case", "plan"}
        Kind of file.

    Returns
    -------
    str
        JSON, indented, with a line feed at the end.
    """
    return json.dumps(json_schema(kind), indent=2, ensure_ascii=False) + "\n"
