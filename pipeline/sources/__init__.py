"""Reading input: the files below the given paths, one at a time, decoded to text or refused with a reason."""

from pipeline.sources.find import Found, discover, display_name
from pipeline.sources.read import fingerprint, inventory, open_inputs, read_raw

__all__ = [
    "Found",
    "discover",
    "display_name",
    "fingerprint",
    "inventory",
    "open_inputs",
    "read_raw",
]
