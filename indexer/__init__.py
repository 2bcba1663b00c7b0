"""The indexer: from files of an academy's offices to a searchable index of their pages."""
