"""Pages for the tests of this folder, built from their parts; every text is invented."""

from __future__ import annotations

import datetime as dt

from crawler.extract import Extraction, extract

NOON = dt.datetime(2026, 6, 1, 5, 0, tzinfo=dt.UTC)
URL = "https://baothuongnguon.example.vn/thoi-su/ban-phieng-pen-co-dien-luoi-quoc-gia-1042211.html"
TITLE = "Bản Phiêng Pẻn có điện lưới quốc gia sau mười năm chờ đợi"
PARAGRAPHS = (
    "Chiều 4/3, người dân bản Phiêng Pẻn tập trung trước nhà văn hóa để chứng kiến giờ phút đóng điện "
    "công trình cấp điện nông thôn miền núi giai đoạn hai.",
    "Ông Lò Văn Pánh, trưởng bản, cho biết từ nay bốn mươi hai hộ không còn phải dùng máy phát chạy bằng "
    "nước suối, trẻ em có ánh sáng để học bài buổi tối.",
    "Công trình dài bảy ki-lô-mét đường dây trung áp, được thi công trong mười tháng và vượt qua hai con "
    "suối lớn cùng nhiều đoạn dốc dựng đứng.",
    "Điện lực khu vực bố trí tổ trực tại xã trong tháng đầu để hướng dẫn bà con sử dụng điện an toàn.",
)


def page(
    *,
    head: str = "",
    above: str = "",
    before: str = "",
    body: str | None = None,
    after: str = "",
    title: str = TITLE,
) -> str:
    """An article's page: `above` stands over the title, `before` between it and the text, `after` below."""
    text = body if body is not None else "".join(f"<p>{paragraph}</p>" for paragraph in PARAGRAPHS)
    return (
        f"<!DOCTYPE html><html><head><meta charset='utf-8'><title>{title}</title>{head}</head><body>"
        f"<div class='wrap'>{above}<h1>{title}</h1>{before}"
        f"<div class='detail-content'>{text}</div>{after}</div>"
        "</body></html>"
    )


def bare(title: str, body: str, head: str = "") -> str:
    """A page of nothing but a <title> and a body."""
    return f"<html><head><title>{title}</title>{head}</head><body>{body}</body></html>"


def read(html: str, *, url: str = URL, captured_at: dt.datetime = NOON) -> Extraction:
    """Extract a page as captured at noon of 1 June 2026."""
    return extract(html.encode("utf-8"), url=url, captured_at=captured_at)
