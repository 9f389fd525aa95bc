"""Stock Whoosh for `bench.search`: its own codec, its BM25F, its groupings, the same four fields."""

from __future__ import annotations

import time
from pathlib import Path
from typing import Any

from whoosh import fields, query, sorting
from whoosh import index as whoosh_index

from bench.search_corpus import PAIR_JOINT, Article, Corpus, Question
from bench.search_engines import FACETED, TOP, Page
from index.engines.whoosh.schema import KeysField
from index.text.streams import Stream


class Stock:
    """Whoosh as it comes."""

    name = "stock"

    def build(self, folder: Path, corpus: Corpus) -> float:
        folder.mkdir()
        schema = fields.Schema(
            number=fields.STORED(),
            day=fields.NUMERIC(int, sortable=True),
            month=fields.NUMERIC(int, sortable=True),
            person=fields.KEYWORD(commas=True),
            exact=KeysField(positional=True),
            folded=KeysField(positional=True),
            exact_pair=KeysField(positional=False),
            folded_pair=KeysField(positional=False),
        )
        index = whoosh_index.create_in(str(folder), schema)
        started = time.process_time()
        writer = index.writer(limitmb=512)
        for article, streams in corpus.each(lambda each: (each, _streams(each))):
            writer.add_document(
                number=article.number,
                day=article.day.toordinal(),
                month=article.month,
                person=",".join(article.persons),
                **streams,
            )
        writer.commit()
        taken = time.process_time() - started - corpus.seconds
        self.open(folder)
        return taken

    def open(self, folder: Path) -> None:
        self.searcher = whoosh_index.open_dir(str(folder)).searcher()

    def keys(self, corpus: Corpus) -> int:
        return 4 * corpus.syllables()

    def page(self, question: Question) -> Page:
        grouped = {
            "month": sorting.FieldFacet("month"),
            "person": sorting.FieldFacet("person", allow_overlap=True),
        }
        found = self.searcher.search(_query(question), limit=TOP, groupedby=grouped, maptype=sorting.Count)
        _ = [hit["number"] for hit in found]
        persons = sorted(found.groups("person").items(), key=lambda pair: (-pair[1], pair[0]))
        return Page(
            total=len(found),
            months={int(month): count for month, count in found.groups("month").items()},
            persons=dict(persons[:FACETED]),
        )

    def ten_best(self, question: Question) -> int:
        return len([hit["number"] for hit in self.searcher.search(_query(question), limit=TOP)])


def _streams(article: Article) -> dict[str, Stream]:
    texts = {
        "exact": article.keys("exact"),
        "folded": article.keys("folded"),
        "exact_pair": article.pairs("exact"),
        "folded_pair": article.pairs("folded"),
    }
    streams = {}
    for field, text in texts.items():
        keys = text.split(" ")
        streams[field] = Stream(keys=keys, positions=range(len(keys)))
    return streams


def _query(question: Question) -> Any:
    field, words = question.field, question.words
    terms = [query.Term(field, word) for word in words]
    if question.pair:
        found = query.Term(f"{field}_pair", question.pair.replace(" ", PAIR_JOINT))
    elif question.mode == "phrase":
        found = query.Phrase(field, list(words))
    elif question.mode == "prefix":
        found = query.Prefix(field, words[0])
    else:
        found = query.Or(terms) if question.mode == "any" else query.And(terms)
    filters = []
    if question.days:
        filters.append(query.NumericRange("day", *(day.toordinal() for day in question.days)))
    if question.person:
        filters.append(query.Term("person", question.person))
    return query.And([found, *(query.ConstantScoreQuery(each) for each in filters)]) if filters else found
