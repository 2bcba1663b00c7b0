"""Retrieval: the words of a reader into works with the pages that answer."""
