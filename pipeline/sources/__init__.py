"""Reading input: the files below the given paths, one at a time, decoded to text or refused with a reason."""

from pipeline.sources.find import Found, discover, display_name
from pipeline.sources.read import fingerprint, inventory, read_source, read_sources

__all__ = [
    "Found",
    "discover",
    "display_name",
    "fingerprint",
    "inventory",
    "read_source",
    "read_sources",
]
