"""The version of the description: works are described anew when it changes."""

from __future__ import annotations

DESCRIBER_VERSION = "5"
"""Changes when other values would be suggested of the same pages."""
