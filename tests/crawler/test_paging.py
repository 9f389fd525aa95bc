"""Lists of documents as portals page them: SharePoint, Domino, Liferay, forms, scripts; on loopback."""

from __future__ import annotations

from collections.abc import Iterable

import pytest

from crawler.checkup import Checkup, check_source
from crawler.discover import read_links
from tests.crawler.crawling import ROBOTS, article, documents, outcomes, run, source_of
from tests.crawler.loopback import Answer, Server, page, serving

BASE = "https://tinh.example.gov.vn/vb/Pages/vb.aspx"


def rows(paths: Iterable[str]) -> str:
    return "".join(
        f"<tr><td>{at}</td><td><a href='{path}'>Nghị quyết về nhiệm vụ năm thứ {at}</a></td></tr>"
        for at, path in enumerate(paths, 1)
    )


def site(lists: dict[str, tuple[list[str], str]]) -> dict[str, Answer | list[Answer]]:
    """List pages by path, each with the articles it names and its pager."""
    answers: dict[str, Answer | list[Answer]] = {"/robots.txt": ROBOTS}
    for path, (articles, pager) in lists.items():
        answers[path] = page(f"<html><body><table>{rows(articles)}</table>{pager}</body></html>")
        answers |= {one: page(article(f"Họp bàn nhiệm vụ ở {one}")) for one in articles}
    return answers


def lists_of(server: Server, *starts: str) -> list[str]:
    return [path for path in server.requests if path.startswith(starts)]


def held(home, server: Server) -> set[str]:
    return {url.removeprefix(f"http://{server.host}") for url in documents(home)}


def test_a_sharepoint_list_is_paged_by_the_script_that_its_arrow_calls(home):
    start = "/vb/Pages/vb.aspx"
    second = f"{start}?Paged=TRUE&p_Created=20240305%2003%3A11%3A00&p_ID=30&PageFirstRow=31&View=%7B0A1B%7D"
    third = f"{start}?Paged=TRUE&p_ID=60&PageFirstRow=61&View=%7B0A1B%7D"
    escaped = second.replace("/", "\\u002f").replace("&", "\\u0026")
    arrow = (
        "<a href='javascript:' onclick='javascript:RefreshPageTo(event, \"{}\");javascript:return false;'>"
    )
    image = "<img src='/_layouts/1033/images/next.gif' border='0' alt='Next'></a>"
    answers = site(
        {
            start: (["/vb/tin-10001.aspx"], f"{arrow.format(escaped)}{image}"),
            second.replace("%20", "+"): (["/vb/tin-10002.aspx"], f"{arrow.format(third)}{image}"),
            third: (["/vb/tin-10003.aspx"], ""),
        }
    )
    with serving(answers) as server:
        run(home, source_of(server, discover={"sections": [start]}))
        assert held(home, server) == {f"/vb/tin-1000{n}.aspx" for n in (1, 2, 3)}


def test_a_sharepoint_list_whose_pages_never_end_ends(home):
    class Endless(dict):
        def get(self, path, default=None):
            if path.startswith("/vb.aspx"):
                number = int(path.partition("p_ID=")[2] or 0)
                following = f"/vb.aspx?Paged=TRUE&PageFirstRow={number}&p_ID={number + 30}"
                pager = f"<a onclick='RefreshPageTo(event, \"{following}\")' title='Tiếp'></a>"
                return page(f"<table>{rows([f'/tin-{10000 + number}.html'])}</table>{pager}")
            if path.startswith("/tin-"):
                return page(article(f"Họp bàn nhiệm vụ ở {path}"))
            return super().get(path, default)

    with serving({}) as server:
        server.answers = Endless({"/robots.txt": ROBOTS})
        run(home, source_of(server, discover={"sections": ["/vb.aspx"]}))
        assert len(lists_of(server, "/vb.aspx")) == 40


def test_a_domino_view_is_paged_by_its_start_and_its_documents_are_read(home):
    view = "/congbao.nsf/VanBan?OpenView"
    unid = "2979FBD220E3084E47258E33002A7EF{}"
    documents_ = [f"/congbao.nsf/0/{unid.format(n)}?OpenDocument" for n in "123"]
    answers = site(
        {
            view: (documents_[:1], f"<a href='{view}&amp;Start=2&amp;Count=1'><img alt='Trang sau'></a>"),
            f"{view}&Start=2&Count=1": (
                documents_[1:2],
                f"<a href='{view}&amp;Start=3&amp;Count=1'>Next</a>",
            ),
            f"{view}&Start=3&Count=1": (documents_[2:], f"<a href='{view}&amp;Start=3&amp;Count=1'>Next</a>"),
        }
    )
    with serving(answers) as server:
        run(home, source_of(server, discover={"sections": [view]}))
        assert held(home, server) == set(documents_)
        assert len(lists_of(server, view)) == 3


def test_opening_the_categories_of_a_domino_view_gives_no_new_lists():
    html = "<a href='/db.nsf/V?OpenView&Expand=3#3'>+</a><a href='/db.nsf/V?OpenView&CollapseView'>-</a>"
    links = read_links(html, "https://cb.example.vn/db.nsf/V?OpenView").links
    assert {link.url for link in links} == {"https://cb.example.vn/db.nsf/V?OpenView"}


def test_issues_of_a_gazette_that_scripts_open_are_walked_by_the_attribute(home):
    tree = "<a class='so'><span doccate='2026%2FNo.%7B47%7D'>‣</span> Số 47 Ngày 25/7</a>"
    issue = "/congbao.nsf/DocumentsByGazette?openView&Count=-1&RestrictToCategory=2026%2FNo.%7B47%7D"
    document = "/congbao.nsf/NoiDung?openForm&ParentUNID=2979FBD220E3084E47258E33002A7EF2"
    answers = site({"/congbao.nsf/DanhMuc": ([], tree), issue: ([document], "")})
    rule = {
        "attribute": "doccate",
        "address": "/congbao.nsf/DocumentsByGazette?openView&Count=-1&RestrictToCategory={value}",
        "list": True,
    }
    with serving(answers) as server:
        discover = {"sections": ["/congbao.nsf/DanhMuc"], "link_attributes": [rule]}
        run(home, source_of(server, discover=discover))
        assert held(home, server) == {document}
        (checkup,) = [
            step
            for step in check_source(source_of(server, discover=discover), pause=lambda _: None)
            if isinstance(step, Checkup)
        ]
        assert [one.kind for one in checkup.articles] == ["article"]


def liferay(number: int) -> str:
    return (
        "/van-ban?p_p_id=101_INSTANCE_vb&p_p_lifecycle=0&p_p_state=normal&p_p_mode=view"
        "&p_p_col_id=column-2&p_p_col_count=1&_101_INSTANCE_vb_delta=10&_101_INSTANCE_vb_keywords="
        f"&_101_INSTANCE_vb_advancedSearch=false&_101_INSTANCE_vb_andOperator=true&cur={number}"
    )


def test_a_liferay_list_is_paged_with_all_that_its_portlet_needs(home):
    next_page = "<ul class='lfr-pagination-buttons pager'><li><a href='{}'>Tiếp theo →</a></li></ul>"
    shown = "/-/asset_publisher/vb/content/nghi-quyet-ve-nhiem-vu-nam-{}"
    wanted = [shown.format(year) for year in (2021, 2022, 2023)]
    back = "?inheritRedirect=false&redirect=http%3A%2F%2Ftinh.example.gov.vn%2Fvan-ban%3Fp_p_id%3D101"
    answers = site(
        {
            "/van-ban": ([f"{wanted[0]}{back}"], next_page.format(liferay(2).replace("&", "&amp;"))),
            liferay(2): ([wanted[1]], next_page.format(liferay(3).replace("&", "&amp;"))),
            liferay(3): ([wanted[2]], ""),
        }
    )
    answers[wanted[0]] = answers[f"{wanted[0]}{back}"]
    with serving(answers) as server:
        done, _, _ = run(home, source_of(server, discover={"sections": ["/van-ban"]}))
        assert held(home, server) == set(wanted)
        assert not [event.reason for event in done if event.reason.startswith("trap")]


def test_an_article_that_a_liferay_portlet_shows_keeps_the_portlets_name():
    address = (
        "https://tinh.example.gov.vn/tin?p_p_id=101_INSTANCE_x&p_p_lifecycle=0&p_p_mode=view"
        "&_101_INSTANCE_x_struts_action=%2Fasset_publisher%2Fview_content&_101_INSTANCE_x_assetEntryId=55021"
    )
    (link,) = read_links(f"<a href='{address}'>Tin</a>", "https://tinh.example.gov.vn/tin").links
    assert "p_p_id=101_INSTANCE_x" in link.url
    assert "p_p_mode" not in link.url


def test_a_pager_of_numbers_alone_is_walked_number_by_number(home):
    pager = "".join(f"<a href='/tin?trang={n}'>{n}</a>" for n in (1, 2, 3))
    answers = site(
        {
            "/tin": (["/tin-10001.html"], pager),
            "/tin?trang=2": (["/tin-10002.html"], pager),
            "/tin?trang=3": (["/tin-10003.html"], pager),
        }
    )
    with serving(answers) as server:
        run(home, source_of(server, discover={"sections": ["/tin"]}))
        assert lists_of(server, "/tin?") == ["/tin?trang=2", "/tin?trang=3"]


def test_the_days_of_a_calendar_are_no_pages():
    days = "".join(f"<td><a href='/lich?ngay={day}'>{day}</a></td>" for day in range(1, 32))
    assert read_links(f"<table>{days}</table>", BASE).numbered == {}


def test_a_form_that_asks_for_the_next_page_is_filled_in():
    form = (
        "<form action='/vb/ds.jsp'><input type='hidden' name='loai' value='3'>"
        "<button name='trang' value='1'>« Trước</button><button name='trang' value='3'>Tiếp »</button></form>"
    )
    assert read_links(form, BASE).next_page == "https://tinh.example.gov.vn/vb/ds.jsp?loai=3&trang=3"


def test_a_form_that_posts_is_never_sent():
    form = "<form method='post' action='/vb'><input type='submit' name='p' value='Trang sau'></form>"
    assert read_links(form, BASE).next_page is None


@pytest.mark.parametrize(
    "pager",
    [
        "<a href=\"javascript:__doPostBack('ctl00$GridView1','Page$2')\">2</a>",
        "<a href='#' onclick='gotoPage(2)'>2</a>",
        "<a href='javascript:loadTrang(3)'>Tiếp »</a>",
    ],
)
def test_a_list_whose_pages_only_a_script_opens_is_named(home, pager):
    with serving(site({"/tin": (["/tin-10001.html"], pager)})) as server:
        source = source_of(server, discover={"sections": ["/tin"]})
        done, _, _ = run(home, source)
        assert outcomes(done, server)["/tin"] == "fetched paging-by-script"
        *_, checkup = check_source(source, pause=lambda _: None)
        assert "section_pages" in checkup.text()


@pytest.mark.parametrize(
    "anchor",
    [
        "<a href='/tin/2'>Trang sau »</a>",
        "<a href='/tin/2'>»</a>",
        "<a href='/tin/2' title='Trang tiếp'><i class='fa fa-angle-right'></i></a>",
        "<a href='/tin/2' aria-label='Next'><span>&raquo;</span></a>",
        "<li class='next'><a href='/tin/2'><i></i></a></li>",
        "<a class='page-next' href='/tin/2'></a>",
        "<a class='so' href='/tin/2'><img src='/n.gif' alt='Trang sau'></a>",
        "<link rel='next' href='/tin/2'>",
    ],
)
def test_the_way_on_is_known_by_words_title_picture_or_class(anchor):
    assert read_links(f"<ul>{anchor}</ul>", BASE).next_page == "https://tinh.example.gov.vn/tin/2"
