"""Files into pages: what each file is, its text, and how far it could be read."""
