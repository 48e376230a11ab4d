"""Other systems in the same run: the same texts, the same spaCy model, each in a process of its own."""

from pipeline.evaluate.peers.compare import METRICS, Comparison, Entry, Reported, cells, compare
from pipeline.evaluate.peers.systems import PEERS, Peer

__all__ = ["METRICS", "PEERS", "Comparison", "Entry", "Peer", "Reported", "cells", "compare"]
