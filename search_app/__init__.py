"""The search site: a reader's request into a page, a file or the same as JSON."""
