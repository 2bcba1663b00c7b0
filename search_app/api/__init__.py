"""The pages as data: the same searches and works as JSON, described by OpenAPI."""
