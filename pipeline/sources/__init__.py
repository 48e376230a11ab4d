"""Reading input: files below the given paths, what is packed or recorded in them, decoded to text or refused with a
reason."""

from pipeline.sources.find import Found, discover, display_name
from pipeline.sources.opening import open_inputs
from pipeline.sources.read import fingerprint, inventory, read_raw

__all__ = [
    "Found",
    "discover",
    "display_name",
    "fingerprint",
    "inventory",
    "open_inputs",
    "read_raw",
]
