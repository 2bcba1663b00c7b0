"""A library in use into a copy that is whole, and the copy into a library again."""
