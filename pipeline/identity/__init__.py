"""Who is who across the articles of a run.

An article knows its people and organizations by itself (:mod:`pipeline.ner`). Here these are joined over the corpus:
names that can be one are found through keys (:mod:`.keys`), compared (:mod:`.people`, :mod:`.bodies`), weighed with
what the articles say of their bearers (:mod:`.evidence`) and joined (:mod:`.cluster`). Names too short to tell
("Lavrov", an acronym) are decided article by article (:mod:`.short`). :mod:`.corpus` holds it together.
"""
