"""Which articles are copies of one another: the same story, reprinted word for word or edited (docs/copies.md)."""
