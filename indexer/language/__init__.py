"""Language: Vietnamese and English text into the terms that are indexed and asked for."""
