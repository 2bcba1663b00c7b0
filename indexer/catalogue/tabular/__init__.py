"""Spreadsheets, CSV and XLSX, as rows of texts."""
