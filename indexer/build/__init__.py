"""The build: sources into files, files into works, works into a new generation of the index."""
