"""The blocks a sample document is made of, from its head to its signatures."""

from dataclasses import dataclass

Rows = tuple[tuple[str, ...], ...]


@dataclass(frozen=True, slots=True)
class Head:
    """The official head: who issues, under which number, where and when."""

    above: str
    unit: str
    number: str
    place_date: str


@dataclass(frozen=True, slots=True)
class Heading:
    """A title (level 1) or a section heading (2, 3)."""

    level: int
    text: str


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph; `style` is body, center, right, abstract, lead or small."""

    text: str
    style: str = "body"


@dataclass(frozen=True, slots=True)
class Bullets:
    """A list whose items carry a dash."""

    items: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Table:
    """Rows under a caption; the first row is the head, `inner` sits in the last cell."""

    caption: str
    rows: Rows
    inner: Rows = ()


@dataclass(frozen=True, slots=True)
class Columns:
    """The same passage in two languages, side by side."""

    left: str
    right: str


@dataclass(frozen=True, slots=True)
class Closing:
    """The end of an official paper: receivers or one signer left, a signer right."""

    left: tuple[str, ...]
    right: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Box:
    """A passage in a frame of its own, beside the flow of the text."""

    text: str


@dataclass(frozen=True, slots=True)
class Inserted:
    """A paragraph that a reviser put in with change tracking on."""

    text: str
    author: str


@dataclass(frozen=True, slots=True)
class Control:
    """A form field with its label."""

    label: str
    text: str


Block = Head | Heading | Paragraph | Bullets | Table | Columns | Closing | Box | Inserted | Control


@dataclass(frozen=True, slots=True)
class Text:
    """One text read from `content/`: its fields, its blocks and its numbered notes."""

    fields: dict[str, str]
    blocks: tuple[Block, ...]
    notes: dict[str, str]

    def field(self, name: str) -> str:
        """Return a field, or nothing where the text does not have it."""
        return self.fields.get(name, "")
