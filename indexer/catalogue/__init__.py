"""The truth of the library on disk: catalogue, originals, texts, and what the site is shown."""
