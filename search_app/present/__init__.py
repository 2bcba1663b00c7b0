"""Records and results into what the templates show: texts, links and marks, nothing to compute."""
