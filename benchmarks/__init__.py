"""What the pipeline costs: time against the bare spaCy pass, memory, start-up, who is who. `make bench` runs all."""
