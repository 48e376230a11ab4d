"""Scripts that make the files of ``pipeline/models``; not needed to run the pipeline."""
