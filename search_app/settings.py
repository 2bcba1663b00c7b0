"""The table ``[site]`` of the settings into one frozen dataclass, checked as a whole."""

from __future__ import annotations

import re
from dataclasses import dataclass
from ipaddress import IPv4Network, IPv6Network, ip_network
from pathlib import Path
from typing import TYPE_CHECKING, Literal

from indexer.records.works import Tier
from indexer.settings import load

if TYPE_CHECKING:
    from collections.abc import Mapping

Network = IPv4Network | IPv6Network

_PREFIX = re.compile(r"(/[A-Za-z0-9._~-]+)*")
_ORIGIN = re.compile(r"https?://[A-Za-z0-9.-]+(:\d{1,5})?")
_OPEN_TIERS = frozenset({Tier.PUBLIC.value, Tier.INTERNAL.value})


@dataclass(frozen=True, slots=True)
class SiteSettings:
    """The site's settings."""

    host: str = "127.0.0.1"
    """The address to listen on."""
    port: int = 8000
    """The port to listen on; 0 takes any free one."""
    threads: int = 4
    """Pages answered at the same time; as many again for what may take seconds."""
    url_prefix: str = ""
    """The path under which a proxy shows the site, such as ``/thu-vien/tim``."""
    trusted_proxy: str = ""
    """Name or address of the one proxy whose ``X-Forwarded-*`` are believed; empty for none."""
    corpus: Path = Path("corpus")
    """Where the originals are kept."""
    index: Path = Path("index")
    """Where the indexer builds the generations that are served."""
    pictures: Path = Path("pictures")
    """Where pictures of pages are kept; the one directory that the site writes to."""
    pictures_megabytes: int = 2000
    """So much of them is kept; what was asked for longest ago goes first."""
    name: str = "Kỷ Yếu"
    """The name of the site, shown on every page."""
    language: Literal["vi", "en"] = "vi"
    """The language of a page whose address names none."""
    anonymous_tiers: tuple[str, ...] = ("public",)
    """The tiers a reader without an account may see: public, in a closed network also internal."""
    page_size: int = 10
    """Works on one page of results."""
    stale_hours: int = 36
    """Hours after the last good night when ``/healthz`` answers 503; 0 for never."""
    address_percent: int = 80
    """The part of one processor that one address may keep busy for long; 0 for no limit."""
    address_seconds: int = 60
    """Seconds of processor time that one address may take at once, before that."""
    metrics: tuple[str, ...] = ()
    """Addresses and networks that ``/metrics`` answers, such as ``10.0.0.0/8``; empty for none."""

    embed_origins: tuple[str, ...] = ()
    """Sites that may show the small search box and read the data, ``https://portal.example``."""

    @property
    def metrics_networks(self) -> tuple[Network, ...]:
        """The networks that may see the metrics."""
        return tuple(map(ip_network, self.metrics))


def read_site_settings(environment: Mapping[str, str]) -> SiteSettings:
    """Return the site's settings from the file named in the environment, and the environment.

    Raises :class:`SettingsUnreadable` and :class:`SettingsWrong`.
    """
    return load(SiteSettings, "site", environment, _problems)


def is_prefix(text: str) -> bool:
    """Tell whether ``text`` is a path such as ``/thu-vien/tim`` that may stand before all others.

    A doubled slash is none, as ``//elsewhere`` in a link means another host.
    """
    return _PREFIX.fullmatch(text) is not None


def _problems(settings: SiteSettings) -> list[str]:
    wrong_tiers = set(settings.anonymous_tiers) - _OPEN_TIERS
    checks = {
        "site.port is greater than 65535": settings.port > 65535,
        "site.threads is not 1 to 256": not 1 <= settings.threads <= 256,
        "site.pictures_megabytes is not 10 or more": settings.pictures_megabytes < 10,
        "site.address_percent is greater than 10000": settings.address_percent > 10000,
        "site.address_seconds is not 1 or more": settings.address_seconds < 1,
        "site.page_size is not 1 to 100": not 1 <= settings.page_size <= 100,
        f"site.url_prefix = {settings.url_prefix!r} is no path such as /library/search": (
            not is_prefix(settings.url_prefix)
        ),
        f"site.anonymous_tiers may hold public and internal, not {sorted(wrong_tiers)}": (
            bool(wrong_tiers)
        ),
        "site.embed_origins holds what is no origin such as https://portal.example": not all(
            map(_ORIGIN.fullmatch, settings.embed_origins)
        ),
        "site.metrics holds what is neither an address nor a network": not all(
            map(_is_network, settings.metrics)
        ),
    }
    return [problem for problem, holds in checks.items() if holds]


def _is_network(text: str) -> bool:
    try:
        ip_network(text)
    except ValueError:
        return False
    return True
