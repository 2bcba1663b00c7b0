from __future__ import annotations

import pytest

from indexer.errors.settings import SettingsWrong
from search_app.settings import SiteSettings, is_prefix, read_site_settings


def test_the_environment_sets_every_kind_of_setting() -> None:
    """Each setting is overridden by KYYEU_SITE_ and its name."""
    settings = read_site_settings(
        {
            "KYYEU_SITE_PORT": "80",
            "KYYEU_SITE_URL_PREFIX": "/thu-vien/tim",
            "KYYEU_SITE_ANONYMOUS_TIERS": "public, internal",
        }
    )
    assert settings == SiteSettings(
        port=80, url_prefix="/thu-vien/tim", anonymous_tiers=("public", "internal")
    )


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("PORT", "65536"),
        ("THREADS", "0"),
        ("PAGE_SIZE", "1000"),
        ("URL_PREFIX", "//elsewhere.example"),
        ("URL_PREFIX", "library/"),
        ("ANONYMOUS_TIERS", "public,restricted"),
        ("LANGUAGE", "fr"),
        ("METRICS", "10.0.0.0/8, everybody"),
        ("METRICS", "10.0.0.1/8"),
        ("STALE_HOURS", "-1"),
    ],
)
def test_a_wrong_value_is_refused_with_its_name(name: str, value: str) -> None:
    """What the site cannot run with is named before it starts."""
    with pytest.raises(SettingsWrong) as caught:
        read_site_settings({f"KYYEU_SITE_{name}": value})
    assert f"site.{name.lower()}" in caught.value.message("vi")


def test_without_settings_an_anonymous_reader_sees_public_works_alone() -> None:
    """The default opens nothing."""
    assert read_site_settings({}).anonymous_tiers == ("public",)


@pytest.mark.parametrize("text", ["", "/a", "/thu-vien/tim", "/~x/1.0"])
def test_a_prefix_is_a_path_without_end_slash(text: str) -> None:
    """Such a path can stand before every other."""
    assert is_prefix(text)


@pytest.mark.parametrize("text", ["/", "a", "/a/", "//a", "/a//b", "/a?b", "/a b", "/a\n"])
def test_anything_else_is_no_prefix(text: str) -> None:
    """A doubled slash would lead to another host."""
    assert not is_prefix(text)
