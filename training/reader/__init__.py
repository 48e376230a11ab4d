"""Training of the reader: ``python -m training.reader`` (see ``docs/models/reader.md``)."""
