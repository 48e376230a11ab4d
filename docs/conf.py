"""The site: `make docs`. Pages on tables and commands are made from schema.py and from the commands themselves."""

import sys
from importlib.metadata import version as installed
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent / "_ext"))

project = "whosaid"
author = "The whosaid developers"
release = version = installed("whosaid")
extensions = ["myst_parser", "sphinx.ext.autodoc", "sphinx.ext.napoleon", "made_pages"]
myst_enable_extensions = ["colon_fence", "deflist"]
myst_heading_anchors = 3
exclude_patterns = ["_build", "_ext"]
html_theme = "furo"
html_title = f"whosaid {release}"
html_static_path = ["_static"]
html_theme_options = {"source_repository": "", "navigation_with_keys": True}
autodoc_typehints = "description"
autodoc_member_order = "bysource"
add_module_names = False
