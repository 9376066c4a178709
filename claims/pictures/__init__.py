"""Pictures as values: where things stand and what is written beside them. Templates draw them as SVG."""
