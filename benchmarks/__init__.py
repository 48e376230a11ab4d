"""What the pipeline costs: time against the bare spaCy pass, memory, start-up. `make bench` runs all three."""
