"""The files of an article come with it, and each names the other; over real HTTP on loopback."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator
from pathlib import Path

from sqlalchemy import delete

from archive.catalog import Catalog
from archive.catalog.attachment_tables import attachment, file_attachments
from archive.catalog.attachments import Attachments
from archive.home import Home
from archive.identity import document_id
from crawler.imports.rereading import Rereader, reread_all
from tests.crawler.crawling import article, documents, due_again, later, run, small_site, source_of
from tests.crawler.extract.papers import pdf
from tests.crawler.loopback import Answer, Server, page, serving

FILE = page(
    pdf(
        ["Phụ lục danh sách các bản được giao rừng năm 2026", "1. Bản Nà Hạ giao 120 ha cho 45 hộ gia đình."]
    ),
    content_type="application/pdf",
)
LINKED = '<p>Tải về: <a href="/tep/phu-luc.pdf">Phụ lục danh sách các bản</a></p>'


@contextlib.contextmanager
def held(home: Home) -> Iterator[tuple[Catalog, Attachments]]:
    with contextlib.closing(home.catalog()) as catalog:
        yield catalog, Attachments(catalog)


def site(number: int = 1, extra: str = LINKED) -> dict[str, Answer | list[Answer]]:
    """`number` articles that all offer one file."""
    answers = small_site(number) | {"/tep/phu-luc.pdf": FILE}
    for at in range(1, number + 1):
        answers[f"/tin-{at:05}.html"] = page(
            article(f"Mường Sại giao rừng cho các bản, đợt {at}", extra=extra)
        )
    return answers


def articles(server: Server, number: int) -> list[str]:
    return sorted(document_id(server.url(f"/tin-{at:05}.html")) for at in range(1, number + 1))


def test_an_article_names_the_documents_of_its_files(home):
    with serving(site()) as server:
        run(home, source_of(server))
        with held(home) as (catalog, attachments):
            (file,) = attachments.files_of(document_id(server.url("/tin-00001.html")))
            assert file.name == "Phụ lục danh sách các bản"
            assert file.document is not None
            assert "Bản Nà Hạ giao 120 ha" in catalog.document(file.document).document.body


def test_a_file_names_every_article_it_belongs_to(home):
    with serving(site(2)) as server:
        run(home, source_of(server))
        with held(home) as (_, attachments):
            owners = attachments.owners_of(server.url("/tep/phu-luc.pdf"))
        assert [one.document for one in owners] == articles(server, 2)
        assert {one.title for one in owners} == {
            f"Mường Sại giao rừng cho các bản, đợt {at}" for at in (1, 2)
        }
        assert server.count("/tep/phu-luc.pdf") == 1


def test_files_and_articles_name_each_other_again_after_a_rebuild_from_the_captures(home, tmp_path: Path):
    with serving(site(2)) as server:
        run(home, source_of(server))
        with contextlib.closing(Catalog(f"sqlite:///{tmp_path / 'fresh.db'}")) as fresh:
            list(reread_all(home.captures_folder, Rereader(fresh, home.sources())))
            owners = Attachments(fresh).owners_of(server.url("/tep/phu-luc.pdf"))
            assert [one.document for one in owners] == articles(server, 2)
            assert Attachments(fresh).files_of(owners[0].document)[0].document is not None


def test_a_file_that_could_not_be_fetched_is_named_all_the_same(home):
    answers = site()
    del answers["/tep/phu-luc.pdf"]
    with serving(answers) as server:
        run(home, source_of(server))
        with held(home) as (_, attachments):
            (file,) = attachments.files_of(document_id(server.url("/tin-00001.html")))
        assert (file.url, file.document) == (server.url("/tep/phu-luc.pdf"), None)


def test_a_file_that_an_article_no_longer_offers_no_longer_belongs_to_it(home):
    answers = site()
    answers["/tin-00001.html"] = [answers["/tin-00001.html"], page(article("Mường Sại giao rừng, tin sửa"))]
    with serving(answers) as server:
        run(home, source_of(server))
        due_again(home)
        run(home, source_of(server), clock=later())
        with held(home) as (_, attachments):
            assert attachments.owners_of(server.url("/tep/phu-luc.pdf")) == []


def test_a_file_on_the_storage_of_a_provider_comes_with_its_article(home):
    with serving({"/robots.txt": page("", status="404 Not Found"), "/kho/qd.pdf": FILE}) as storage:
        linked = f'<p><a href="{storage.url("/kho/qd.pdf")}">Quyết định giao rừng cho các bản</a></p>'
        with serving(site(extra=linked)) as server:
            # Both servers are on loopback, where a source reaches only what it names.
            run(home, source_of(server, discover={"feeds": [storage.url("/rss.xml")]}))
            assert storage.count("/robots.txt") == 1
            assert storage.url("/kho/qd.pdf") in documents(home)


def test_a_source_may_leave_files_on_other_hosts_alone(home):
    with serving({"/kho/qd.pdf": FILE}) as storage:
        linked = f'<p><a href="{storage.url("/kho/qd.pdf")}">Quyết định giao rừng cho các bản</a></p>'
        with serving(site(extra=linked)) as server:
            run(home, source_of(server, discover={"foreign_attachments": False}))
        assert storage.requests == []


def test_a_file_on_a_host_of_the_inner_network_is_not_asked_for(home):
    with serving({"/kho/qd.pdf": FILE}) as inner:
        linked = f'<p><a href="{inner.url("/kho/qd.pdf")}">Quyết định giao rừng cho các bản</a></p>'
        with serving(site(extra=linked)) as server:
            done, _, _ = run(home, source_of(server))
        assert inner.requests == []
        assert {one.reason for one in done if one.url == inner.url("/kho/qd.pdf")} <= {
            "robots-unreachable",
            "address-refused",
        }


def test_a_catalog_of_an_older_version_learns_what_belongs_to_what(home):
    with serving(site(2)) as server:
        run(home, source_of(server))
        with held(home) as (catalog, _), catalog.atomic() as connection:
            connection.execute(delete(attachment))
            file_attachments(connection)
        with held(home) as (_, attachments):
            owners = attachments.owners_of(server.url("/tep/phu-luc.pdf"))
        assert [one.document for one in owners] == articles(server, 2)
