"""The engines `bench.search` compares, each built from the same articles and asked the same questions.

A page is the ten best, the exact count, documents a month and the twenty commonest persons.
Every peer is used as its own documentation says: no engine is asked through another's eyes.
"""

from __future__ import annotations

import sqlite3
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Protocol

from bench.search_corpus import PAIR_JOINT, Article, Corpus, Question
from index.engines import open_factory
from index.engines.whoosh.engine import ArrayEngine
from index.ports import (
    PAIR_FIELDS,
    TEXT_FIELDS,
    And,
    Days,
    Keyword,
    Node,
    Or,
    Phrase,
    Prefix,
    Score,
    SearchRequest,
    Term,
)

FACETED = 20
TOP = 10
_EXACT = 100_000  # values Tantivy keeps a segment; with its default of 200, sums over several are estimates


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """What an engine counted, for comparing; the ten best are made and thrown away."""

    total: int
    months: dict[int, int]
    persons: dict[str, int]


class Peer(Protocol):
    """An engine under measurement."""

    name: str

    def build(self, folder: Path, corpus: Corpus) -> float:
        """Index the articles; answers the seconds of processor time it took, reading them in excluded."""
        ...

    def open(self, folder: Path) -> None:
        """Be ready to be asked."""
        ...

    def keys(self, corpus: Corpus) -> int:
        """How many keys are indexed, in all fields; asked after `build`."""
        ...

    def page(self, question: Question) -> Page: ...

    def ten_best(self, question: Question) -> int:
        """Find the ten best alone; answers how many were made."""
        ...


class Ours:
    """The product's engine, through its ports."""

    name = "ours"

    def build(self, folder: Path, corpus: Corpus) -> float:
        factory = open_factory()
        factory.create(folder)
        started = time.process_time()
        with factory.writer(folder) as writer:
            writer.add(corpus.each(lambda article: article.indexed))
        taken = time.process_time() - started - corpus.seconds
        self.open(folder)
        return taken

    def open(self, folder: Path) -> None:
        self.engine = open_factory().open(folder)

    def keys(self, corpus: Corpus) -> int:  # noqa: ARG002 - the index itself says
        assert isinstance(self.engine, ArrayEngine)
        fields = (*TEXT_FIELDS, *PAIR_FIELDS.values())
        return sum(segment.length(field) for segment in self.engine.segments for field in fields)

    def page(self, question: Question) -> Page:
        found = self.engine.search(self._request(question, facets=("person",), histogram="month"))
        months = {day.year * 12 + day.month - 1: count for day, count in found.days.items()}
        return Page(total=found.total, months=months, persons=dict(found.facets["person"]))

    def ten_best(self, question: Question) -> int:
        return len(self.engine.search(self._request(question)).hits)

    @staticmethod
    def _request(question: Question, **page: Any) -> SearchRequest:
        field = question.field
        scored: Sequence[Term | Phrase] = [Term(field, (word,)) for word in question.words]
        if question.pair:
            scored = [Term(f"{field}_pair", (question.pair,))]
        elif question.mode == "phrase":
            scored = [Phrase(field, tuple((word,) for word in question.words))]
        match: Node = Or(tuple(scored)) if question.mode == "any" else And(tuple(scored))
        if question.mode == "prefix":
            scored, match = [], Prefix(field, question.words[0])
        if question.days:
            match = And((match, Days("published", *question.days)))
        if question.person:
            match = And((match, Keyword("person", question.person)))
        return SearchRequest(
            match=match,
            scores=tuple(Score(part, 1.0) for part in scored),
            limit=TOP,
            facet_limit=FACETED,
            **page,
        )


class Fts5:
    """SQLite's full text search, an external table for months and persons."""

    name = "fts5"

    def build(self, folder: Path, corpus: Corpus) -> float:
        folder.mkdir()
        self.open(folder)
        self.rows.executescript(
            """
            CREATE VIRTUAL TABLE text USING fts5(
                exact, folded, content='', tokenize="unicode61 remove_diacritics 0");
            CREATE TABLE doc (id INTEGER PRIMARY KEY, day TEXT, month INTEGER);
            CREATE TABLE person (doc INTEGER, name TEXT, PRIMARY KEY (doc, name)) WITHOUT ROWID;
            """
        )
        started = time.process_time()
        for article, *text in corpus.each(lambda each: (each, each.keys("exact"), each.keys("folded"))):
            at = article.number
            self.rows.execute("INSERT INTO text (rowid, exact, folded) VALUES (?, ?, ?)", (at, *text))
            self.rows.execute(
                "INSERT INTO doc VALUES (?, ?, ?)", (at, article.day.isoformat(), article.month)
            )
            self.rows.executemany(
                "INSERT INTO person VALUES (?, ?)", [(at, name) for name in article.persons]
            )
        self.rows.execute("CREATE INDEX by_name ON person (name)")
        self.rows.execute("CREATE INDEX by_day ON doc (day)")
        self.rows.execute("INSERT INTO text (text) VALUES ('optimize')")
        self.rows.commit()
        return time.process_time() - started - corpus.seconds

    def open(self, folder: Path) -> None:
        self.rows = sqlite3.connect(folder / "fts5.db")

    def keys(self, corpus: Corpus) -> int:
        return 2 * corpus.syllables()

    def page(self, question: Question) -> Page:
        found, values = self._found(question)
        total = self.rows.execute(f"SELECT count(*) FROM ({found})", values).fetchone()[0]
        months = self.rows.execute(
            f"SELECT month, count(*) FROM doc WHERE id IN ({found}) GROUP BY month", values
        ).fetchall()
        persons = self.rows.execute(
            f"SELECT name, count(*) AS held FROM person WHERE doc IN ({found}) GROUP BY name "
            f"ORDER BY held DESC, name LIMIT {FACETED}",
            values,
        ).fetchall()
        self.ten_best(question)
        return Page(total=total, months=dict(months), persons=dict(persons))

    def ten_best(self, question: Question) -> int:
        found, values = self._found(question)
        return len(self.rows.execute(f"{found} ORDER BY rank LIMIT {TOP}", values).fetchall())

    @staticmethod
    def _found(question: Question) -> tuple[str, list[str]]:
        quoted = [f'"{word}"' for word in question.words]
        expression = {
            "all": " AND ".join(quoted),
            "any": " OR ".join(quoted),
            "phrase": '"' + " ".join(question.words) + '"',
            "prefix": f"{quoted[0]} *",
        }[question.mode]
        found = "SELECT rowid FROM text WHERE text MATCH ?"
        values = [f"{question.field} : ({expression})"]
        if question.days:
            found += " AND rowid IN (SELECT id FROM doc WHERE day BETWEEN ? AND ?)"
            values += [day.isoformat() for day in question.days]
        if question.person:
            found += " AND rowid IN (SELECT doc FROM person WHERE name = ?)"
            values.append(question.person)
        return found, values


class Tantivy:
    """Tantivy on one thread: four fields cut at blanks, months and persons as fast fields."""

    name = "tantivy"

    def build(self, folder: Path, corpus: Corpus) -> float:
        import tantivy

        folder.mkdir()
        schema = tantivy.SchemaBuilder()
        for field in ("exact", "folded"):
            schema.add_text_field(field, tokenizer_name="whitespace", index_option="position")
            schema.add_text_field(f"{field}_pair", tokenizer_name="whitespace", index_option="freq")
        schema.add_integer_field("day", fast=True, indexed=True)
        schema.add_integer_field("month", fast=True)
        schema.add_text_field("person", tokenizer_name="raw", index_option="basic", fast=True)
        schema.add_integer_field("number", stored=True)
        self._tantivy = tantivy
        index = tantivy.Index(schema.build(), path=str(folder))
        started = time.process_time()
        writer = index.writer(heap_size=512_000_000, num_threads=1)
        for document in corpus.each(self._document):
            writer.add_document(document)
        writer.commit()
        writer.wait_merging_threads()
        taken = time.process_time() - started - corpus.seconds
        self.open(folder)
        return taken

    def open(self, folder: Path) -> None:
        import tantivy

        self._tantivy = tantivy
        self.index = tantivy.Index.open(str(folder))
        self.searcher = self.index.searcher()

    def keys(self, corpus: Corpus) -> int:
        return 4 * corpus.syllables()

    def _document(self, article: Article) -> Any:
        document = self._tantivy.Document()
        for field in ("exact", "folded"):
            document.add_text(field, article.keys(field))
            document.add_text(f"{field}_pair", article.pairs(field))
        document.add_integer("day", article.day.toordinal())
        document.add_integer("month", article.month)
        document.add_integer("number", article.number)
        for name in article.persons:
            document.add_text("person", name)
        return document

    def page(self, question: Question) -> Page:
        query = self._query(question)
        best: Any = self.searcher.search(query, limit=TOP, count=True)  # its stub lacks `count`
        for _, address in best.hits:
            self.searcher.doc(address)
        persons: dict[str, Any] = {"field": "person", "size": FACETED}
        if self.searcher.num_segments > 1:
            persons["segment_size"] = _EXACT
        counted = self.searcher.aggregate(
            query,
            {
                "months": {"histogram": {"field": "month", "interval": 1, "min_doc_count": 1}},
                "persons": {"terms": persons},
            },
        )
        return Page(
            total=best.count,
            months={int(each["key"]): each["doc_count"] for each in counted["months"]["buckets"]},
            persons={each["key"]: each["doc_count"] for each in counted["persons"]["buckets"]},
        )

    def ten_best(self, question: Question) -> int:
        best = self.searcher.search(self._query(question), limit=TOP, count=False)
        return len([self.searcher.doc(address) for _, address in best.hits])

    def _query(self, question: Question) -> Any:
        tantivy, schema, field = self._tantivy, self.index.schema, question.field
        query, occur = tantivy.Query, tantivy.Occur

        def term(word: str) -> Any:
            return query.term_query(schema, field, word)

        if question.pair:
            found = query.term_query(schema, f"{field}_pair", question.pair.replace(" ", PAIR_JOINT))
        elif question.mode == "phrase":
            found = query.phrase_query(schema, field, list(question.words))
        elif question.mode == "prefix":
            found = query.regex_query(schema, field, f"{question.words[0]}.*")
        else:
            each = occur.Should if question.mode == "any" else occur.Must
            found = query.boolean_query([(each, term(word)) for word in question.words])
        filters = []
        if question.days:
            first, last = (day.toordinal() for day in question.days)
            filters.append(query.range_query(schema, "day", tantivy.FieldType.Integer, first, last))
        if question.person:
            filters.append(query.term_query(schema, "person", question.person))
        if not filters:
            return found
        unscored = [query.const_score_query(each, 0.0) for each in filters]
        return query.boolean_query([(occur.Must, found), *((occur.Must, each) for each in unscored)])
