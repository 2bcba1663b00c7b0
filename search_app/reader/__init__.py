"""Pages of works as they were printed, with the words of a question marked on them."""
