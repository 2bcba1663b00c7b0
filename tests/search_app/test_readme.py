from __future__ import annotations

from dataclasses import fields
from importlib.resources import files

from search_app.routes import ROUTES
from search_app.settings import SiteSettings


def test_the_readme_knows_every_setting_and_route() -> None:
    """What is not documented does not exist for whoever runs the site."""
    readme = files("search_app").joinpath("README.md").read_text(encoding="utf-8")
    for one in fields(SiteSettings):
        assert f"`{one.name}`" in readme
    for route in ROUTES:
        assert f"`{route.rule}" in readme
