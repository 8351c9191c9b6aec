"""How Sphinx builds these pages, without the network."""

from importlib.metadata import version as version_of

project = "aimpartner"
author = "The aimpartner authors"
project_copyright = "2026, The aimpartner authors"
release = version = version_of("aimpartner")
language = "en_GB"

extensions = ["sphinx.ext.autodoc", "sphinx.ext.napoleon", "myst_nb"]
exclude_patterns = ["_build"]
root_doc = "index"

html_theme = "furo"
html_title = f"aimpartner {release}"

autodoc_member_order = "bysource"
autodoc_typehints = "description"
napoleon_google_docstring = True
napoleon_numpy_docstring = False
napoleon_custom_sections = ["Units", "Sources"]

myst_enable_extensions = ["colon_fence", "deflist"]
myst_heading_anchors = 3
nb_execution_mode = "off"  # the notebooks gate runs them and compares what they show
