"""Every failure as one kind of page for people and one kind of JSON for programs.

JSON follows RFC 9457 (application/problem+json).
"""

from __future__ import annotations

import json
import logging

from flask import Flask, Response, g, render_template, request
from werkzeug.exceptions import HTTPException, InternalServerError, TooManyRequests

from archive.errors import (
    BaoluuError,
    Busy,
    CaptureDamaged,
    CatalogUnusable,
    EngineUnavailable,
    HomeUnusable,
    IndexMissing,
    InputUnusable,
)
from web.own_names import NameForeign
from web.params import ParameterInvalid
from web.phrases import gettext as _

log = logging.getLogger(__name__)

_STATUS: tuple[tuple[type[BaoluuError], int], ...] = (
    (ParameterInvalid, 400),
    (InputUnusable, 400),
    (NameForeign, 421),
    (Busy, 503),
    (IndexMissing, 503),
    (CatalogUnusable, 503),
    (EngineUnavailable, 503),
    (HomeUnusable, 503),
    (CaptureDamaged, 503),
)


class NotHeld(BaoluuError):
    """What an address names is not in the archive; the web answers 404."""


def install_failures(app: Flask) -> None:
    """Translate every exception in one place."""

    @app.errorhandler(BaoluuError)
    def explain(error: BaoluuError) -> Response:
        status = failure_status(error)
        if status >= 500:
            log.warning("%s %s: %s", g.get("request_id", ""), request.path, error)
        if isinstance(
            error, ParameterInvalid | NotHeld | NameForeign
        ):  # raised here, in the reader's language
            name = error.name if isinstance(error, ParameterInvalid) else ""
            return _answer(status, _title(status), str(error), error.hint, parameter=name)
        if status >= 500:  # its own words name folders and addresses: they are for the log
            return _answer(status, _title(status), _reason(error), error.hint, for_keeper=True)
        return _answer(status, _title(status), _reason(error), error.hint, detail=str(error))

    @app.errorhandler(HTTPException)
    def explain_http(error: HTTPException) -> Response:
        status = error.code or 500
        if status < 400:  # a redirect is raised too
            return Response.force_type(error.get_response())  # type: ignore[return-value]
        answer = _answer(status, _title(status), _http_reason(status), "")
        if isinstance(error, TooManyRequests) and error.retry_after is not None:
            answer.headers["Retry-After"] = str(error.retry_after)
        if status == 405:
            answer.headers["Allow"] = "GET, HEAD, OPTIONS"
        return answer

    @app.errorhandler(InternalServerError)
    def own_fault(error: InternalServerError) -> Response:
        # Flask has logged the traceback already; this names the request a reader may report.
        log.error(
            "request %s for %s failed: %r", g.get("request_id", ""), request.path, error.original_exception
        )
        return _answer(500, _title(500), _http_reason(500), "")


def failure_status(error: BaoluuError) -> int:
    """The HTTP status of an error a person can cause or mend."""
    if isinstance(error, NotHeld):
        return 404
    return next((status for kind, status in _STATUS if isinstance(error, kind)), 400)


def _answer(
    status: int,
    title: str,
    message: str,
    hint: str,
    *,
    parameter: str = "",
    detail: str = "",
    for_keeper: bool = False,
) -> Response:
    """Args: detail: the error in English, where it says more. for_keeper: the hint is a command to run."""
    if request.path.startswith("/api/"):
        problem = {"type": "about:blank", "title": title, "status": status, "detail": detail or message}
        problem |= {"hint": hint} if hint else {}
        problem |= {"parameter": parameter} if parameter else {}
        return Response(json.dumps(problem, ensure_ascii=False), status, mimetype="application/problem+json")
    page = render_template(
        "error.html",
        status=status,
        title=title,
        message=message,
        hint=hint,
        parameter=parameter,
        detail=detail,
        for_keeper=for_keeper,
    )
    return Response(page, status)


def _reason(error: BaoluuError) -> str:
    """An error of another room in the reader's language; its own words stand beside."""
    reasons: tuple[tuple[type[BaoluuError], str], ...] = (
        (IndexMissing, _("Kho chưa có chỉ mục dùng được nên chưa tìm được. Các bài vẫn còn nguyên.")),
        (CatalogUnusable, _("Chưa mở được danh mục của kho. Các trang đã lưu vẫn còn nguyên.")),
        (CaptureDamaged, _("Bản lưu này không đọc được nguyên vẹn nên không hiện ra.")),
        (Busy, _("Kho đang bận. Xin thử lại sau ít phút.")),
    )
    return next((text for kind, text in reasons if isinstance(error, kind)), _("Kho chưa trả lời được."))


def _title(status: int) -> str:
    titles = {
        400: _("Địa chỉ này chưa đúng"),
        404: _("Không có trang này"),
        405: _("Trang này chỉ để đọc"),
        421: _("Tên này không phải của kho"),
        429: _("Hỏi nhanh quá"),
        500: _("Có lỗi ở phía chúng tôi"),
        503: _("Kho tạm thời chưa trả lời được"),
    }
    return titles.get(status, _("Không mở được trang này"))


def _http_reason(status: int) -> str:
    reasons = {
        404: _("Địa chỉ có thể đã gõ sai. Địa chỉ của bài trong kho thì không bao giờ đổi."),
        405: _("Mọi thay đổi trong kho đều làm bằng dòng lệnh, không làm qua trang web."),
        429: _("Máy của bạn vừa hỏi nhiều quá. Xin chờ một phút rồi thử lại."),
        500: _("Lỗi đã được ghi lại. Kho và những gì lưu trong đó không bị ảnh hưởng."),
    }
    return reasons.get(status, _("Yêu cầu này không xử lý được."))
