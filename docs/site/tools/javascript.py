"""The JavaScript reference, from the package's types."""

import re

# A comment, and the declaration that follows up to a line that ends it.
DECLARATION = re.compile(r"^(?:/\*\*(?P<doc>.*?)\*/\n)?(?P<code>export .*?)(?=^/\*\*|^export |\Z)", re.MULTILINE | re.DOTALL)
NAME = re.compile(r"export (?:declare )?(?:abstract )?(?P<kind>\w+) (?P<name>\w+)")

CONTAINER_HEAD = """# Containers in JavaScript

All names that `constriction/container` exports, with their types, and that of `constriction/zarr`, which is `register`.
[Arrays in files](../guides/files.md) shows how they are used. The module `constriction/container/url` has the same names as
`constriction/container` and `init`: it loads WebAssembly as a file of its own.
"""

HEAD = """# JavaScript

All names that `constriction` exports, with their types. [First steps](../guides/first-steps.md) show how they are used. The
module `constriction/url` has the same names and `init`: it loads WebAssembly as a file of its own.
"""


def _prose(doc: str) -> str:
    lines = (line.strip().removeprefix("*").strip() for line in doc.strip().splitlines())
    return "\n".join(lines)


def reference(types: str, head: str = HEAD) -> str:
    """A page with a heading, the comment and the code of each declaration."""
    parts = [head]
    for match in DECLARATION.finditer(types):
        name = NAME.match(match["code"])
        if name is None or (name["kind"] == "interface" and name["name"] == "Owner"):
            continue
        title = f"{name['name']}()" if name["kind"] == "function" else name["name"]
        doc = _prose(match["doc"] or "")
        parts.append(f"## `{title}` {{#{name['name']}}}\n\n{doc}\n\n```typescript\n{match['code'].strip()}\n```\n")
    return "\n".join(parts)
