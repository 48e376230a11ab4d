"""Stage 5, *export*: records into the tables of :mod:`pipeline.schema`."""
