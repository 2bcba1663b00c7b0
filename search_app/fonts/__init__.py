"""The fonts of the site, made when the package is installed."""
