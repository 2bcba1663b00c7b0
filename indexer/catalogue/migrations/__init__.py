"""The steps from each schema of the catalogue to the next, run by Alembic."""
