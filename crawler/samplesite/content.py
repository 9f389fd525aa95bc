"""What the sample sites say, read from content/<site>/*.toml.

`site.toml` describes a site; every other file holds `[[article]]` or `[[directive]]` tables.
Body text is paragraphs separated by empty lines; "## " opens a heading inside the text,
"- " an item of a list.
"""

from __future__ import annotations

import datetime as dt
import tomllib
import zlib
from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import cache
from importlib.resources import files
from typing import Any

from archive.days import VIETNAM
from crawler.samplesite.dates import DateForm, url_stamp

SITES = ("songda", "daingan", "vanban")


@dataclass(frozen=True, slots=True, kw_only=True)
class Comment:
    """What a reader wrote under an article; its day is not the article's."""

    name: str
    at: dt.datetime  # aware, Vietnam's clock
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Correction:
    """What an article says after it was corrected."""

    at: dt.datetime  # aware, Vietnam's clock
    note: str
    replacements: tuple[tuple[str, str], ...]  # (as first published, as corrected)

    def apply(self, text: str) -> str:
        """`text` as it reads after the correction."""
        for wrong, right in self.replacements:
            text = text.replace(wrong, right)
        return text


@dataclass(frozen=True, slots=True, kw_only=True)
class Article:
    """One article of a paper; all text NFC."""

    slug: str
    published: dt.datetime  # aware, Vietnam's clock
    section: str  # slug of the section
    title: str
    lead: str
    body: tuple[str, ...]  # blocks, see the module
    author: str
    form: DateForm
    layout: str  # template inside the site's folder
    persons: tuple[str, ...] = ()
    directives: tuple[str, ...] = ()  # numbers of own directives it cites
    caption: str = ""
    credit: str = ""
    decomposed: bool = False  # the page is served in NFD
    comments: tuple[Comment, ...] = ()
    correction: Correction | None = None
    updated: dt.datetime | None = None  # set once corrected

    @property
    def post_id(self) -> str:
        """The number a content system would have given the article."""
        return str(10000 + zlib.crc32(self.slug.encode()) % 90000)

    @property
    def stamp(self) -> str:
        """What the address ends in: the instant where that is the only date, else the post's number."""
        return url_stamp(self.published) if self.form is DateForm.URL else f"d{self.post_id}"

    def corrected(self) -> Article:
        """The article after its correction; itself where it has none."""
        if self.correction is None:
            return self
        amend = self.correction.apply
        return replace(
            self,
            title=amend(self.title),
            lead=amend(self.lead),
            body=(*(amend(block) for block in self.body), self.correction.note),
            updated=self.correction.at,
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Directive:
    """One directive of the portal; all text NFC."""

    number: str  # "07-NQ/TU"
    doc_type: str  # "Nghị quyết"
    about: str  # "về …", the summary of its content
    issuer: str  # "Ban Thường vụ Tỉnh ủy Sơn La"
    heading: tuple[str, ...]  # the issuing body in the header block, a line each
    place: str  # "Sơn La"
    issued: dt.date
    effective: dt.date
    signer: str
    signed_as: tuple[str, ...]  # "T/M BAN THƯỜNG VỤ", "BÍ THƯ"
    recipients: tuple[str, ...]
    body: tuple[str, ...]
    field: str  # "Nông nghiệp"
    replaced_by: str = ""  # number of the directive that took its place
    persons: tuple[str, ...] = ()
    directives: tuple[str, ...] = ()  # numbers of own directives it cites

    @property
    def of_the_party(self) -> bool:
        """Party documents carry the Party's name where others carry the state's."""
        return self.number.endswith(("TU", "ĐU"))

    @property
    def is_letter(self) -> bool:
        """Official letters carry no title, only their subject under the number."""
        return self.doc_type == "Công văn"

    @property
    def slug(self) -> str:
        """The number as an address: "07-nq-tu"."""
        return self.number.lower().replace("/", "-").replace("đ", "d")

    @property
    def title(self) -> str:
        """The directive's full name, as the portal prints it."""
        return f"{self.doc_type} số {self.number} {self.about}"

    @property
    def published(self) -> dt.datetime:
        """The day of issue, at the hour the portal's clerk comes in."""
        return dt.datetime.combine(self.issued, dt.time(8), VIETNAM)


@dataclass(frozen=True, slots=True, kw_only=True)
class Era:
    """How a paper's content system wrote its pages until some year."""

    until: int  # last year of the era
    form: DateForm
    layout: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Site:
    """One of the sample sites with everything it publishes, newest first."""

    key: str
    name: str
    tagline: str
    short: str  # "BSĐ", in front of leads
    licence: str
    address: str
    page_size: int  # entries of a list page
    sections: Mapping[str, str]  # slug -> name
    articles: tuple[Article, ...] = ()
    directives: tuple[Directive, ...] = ()

    def corrected(self) -> Site:
        """The site with its corrections made."""
        return replace(self, articles=tuple(article.corrected() for article in self.articles))


@cache
def load_site(key: str) -> Site:
    """Read the site `key` from the package; equal at every call."""
    folder = files("crawler.samplesite") / "content" / key
    described = tomllib.loads((folder / "site.toml").read_text(encoding="utf-8"))
    eras = [_era(entry) for entry in described.pop("eras", [])]
    articles: list[Article] = []
    directives: list[Directive] = []
    for file in sorted(folder.iterdir(), key=lambda entry: entry.name):
        if file.name.endswith(".toml") and file.name != "site.toml":
            content = tomllib.loads(file.read_text(encoding="utf-8"))
            articles += [_article(entry, eras) for entry in content.get("article", [])]
            directives += [_directive(entry) for entry in content.get("directive", [])]
    return Site(
        **described,
        articles=tuple(sorted(articles, key=lambda article: (article.published, article.slug), reverse=True)),
        directives=tuple(sorted(directives, key=lambda found: (found.issued, found.number), reverse=True)),
    )


def _era(entry: Mapping[str, Any]) -> Era:
    return Era(until=entry["until"], form=DateForm(entry["form"]), layout=entry["layout"])


def _article(entry: Mapping[str, Any], eras: list[Era]) -> Article:
    published: dt.datetime = entry["published"]
    era = next(era for era in eras if published.year <= era.until)
    fields = dict(entry)
    fields["published"] = published.replace(tzinfo=VIETNAM)
    fields["form"] = DateForm(fields.get("form", era.form))
    fields["layout"] = fields.get("layout", era.layout)
    fields["body"] = _blocks(fields["body"])
    fields["persons"] = tuple(fields.get("persons", ()))
    fields["directives"] = tuple(fields.get("directives", ()))
    fields["comments"] = tuple(
        Comment(name=comment["name"], at=comment["at"].replace(tzinfo=VIETNAM), text=comment["text"])
        for comment in fields.get("comments", ())
    )
    if "correction" in fields:
        made = fields["correction"]
        fields["correction"] = Correction(
            at=made["at"].replace(tzinfo=VIETNAM),
            note=made["note"],
            replacements=tuple((wrong, right) for wrong, right in made["replacements"]),
        )
    return Article(**fields)


def _directive(entry: Mapping[str, Any]) -> Directive:
    fields = dict(entry)
    fields["body"] = _blocks(fields["body"])
    fields["effective"] = fields.get("effective", fields["issued"])
    for name in ("heading", "signed_as", "recipients", "persons", "directives"):
        fields[name] = tuple(fields.get(name, ()))
    return Directive(**fields)


def _blocks(text: str) -> tuple[str, ...]:
    return tuple(" ".join(block.split()) for block in text.strip().split("\n\n"))
