"""``python -m pipeline`` is ``whosaid``."""

from pipeline.cli import main

if __name__ == "__main__":
    main()
