"""Makes python/depeche/records.pyi from the JSON Schemas of the command. usage: stubs.py [DEPECHE] [--check]"""

import json
import pathlib
import subprocess
import sys

STUB = pathlib.Path(__file__).parent / "python" / "depeche" / "records.pyi"
HEAD = '''# Made from the program's types by stubs.py; do not edit.
from typing import Any

class Record(dict[str, Any]):
    def __getattr__(self, name: str) -> Any: ...

def parse(line: str) -> Any: ...
'''
PLAIN = {"string": "str", "integer": "int", "number": "float", "boolean": "bool", "null": "None"}


def annotation(schema):
    """The Python type of a JSON Schema."""
    if "$ref" in schema:
        return schema["$ref"].rsplit("/", 1)[1]
    if "anyOf" in schema:
        return " | ".join(annotation(s) for s in schema["anyOf"])
    kinds = schema["type"] if isinstance(schema["type"], list) else [schema["type"]]
    return " | ".join(f"list[{annotation(schema['items'])}]" if k == "array" else PLAIN[k] for k in kinds)


def stub(depeche):
    """The whole file."""
    classes = {}
    for lines in ("events", "documents", "errors"):
        schema = json.loads(subprocess.run([*depeche, "schema", lines, "--format", "json-schema"], check=True, capture_output=True).stdout)
        classes[schema["title"]] = schema
        classes.update(schema.get("$defs", {}))
    text = HEAD
    for name in sorted(classes):
        keys = classes[name]["properties"]
        text += f"\nclass {name}(Record):\n" + "".join(f"    {key}: {annotation(keys[key])}\n" for key in keys)
    return text


if __name__ == "__main__":
    words = [w for w in sys.argv[1:] if w != "--check"]
    made = stub(words or ["depeche"])
    if "--check" in sys.argv:
        sys.exit(0 if STUB.read_text() == made else f"{STUB} is out of date: python bindings/python/stubs.py target/release/depeche")
    STUB.write_text(made)
