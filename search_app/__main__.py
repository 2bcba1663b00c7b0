"""The process's arguments and environment into the running site."""

from __future__ import annotations

import os
import sys

from search_app.server import main

sys.exit(main(sys.argv[1:], os.environ))
