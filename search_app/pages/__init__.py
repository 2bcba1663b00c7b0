"""The views: each parses a request, acts, presents and renders."""
