"""Names what a page of Grafana has and Grafana's own types do not know: unknown_fields.py FILE"""

import json
import sys

from grafana_foundation_sdk.cog import encoder, plugins
from grafana_foundation_sdk.models import dashboard


def lost(written, known, path=""):
    """The paths of fields and values that are not as they were written."""
    if isinstance(written, dict):
        for key, value in written.items():
            if isinstance(known, dict) and key in known:
                yield from lost(value, known[key], f"{path}/{key}")
            else:
                yield f"{path}/{key}"
    elif isinstance(written, list):
        if not isinstance(known, list) or len(known) != len(written):
            yield path
        else:
            for i, (value, other) in enumerate(zip(written, known)):
                yield from lost(value, other, f"{path}/{i}")
    elif written != known:
        yield path


plugins.register_default_plugins()
with open(sys.argv[1], encoding="utf-8") as file:
    page = json.load(file)
read = dashboard.Dashboard.from_json(page)
known = json.loads(encoder.JSONEncoder(sort_keys=True).encode(read))
paths = list(lost(page, known))
print("\n".join(paths))
sys.exit(1 if paths else 0)
