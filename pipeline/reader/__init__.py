"""The reader: a small transformer that marks, in one pass, what may be content, cue and source, and names.

It proposes and the rules dispose: its marks (:class:`pipeline.records.Marks`) are evidence for the names of stage 3 and
the statements of stage 4. The card of its weights is ``docs/models/reader.md``; ``training/reader`` makes them.
"""
