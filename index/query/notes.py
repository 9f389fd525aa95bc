"""What a person should know of how the query was read, in both languages."""

from __future__ import annotations

from collections.abc import Sequence

from index.query.periods import Period
from index.query.tree import Note
from index.query.wording import period_in_words

_HELD_SINCE = {
    "issued": ("ngày ban hành", "days of issue"),
    "effective": ("ngày có hiệu lực", "days of coming into force"),
    "crawled": ("ngày chụp lại", "days of capture"),
    "added": ("ngày đưa vào kho", "days of being added"),
    "story": ("bài trùng nội dung", "which articles tell one story"),
}
"""What an index of an earlier version may lack (index.ports.Edition), in Vietnamese and in English."""


class Notes:
    """Notes in the order they were made, each once."""

    def __init__(self) -> None:
        self._notes: dict[Note, None] = {}

    def all(self) -> tuple[Note, ...]:
        return tuple(self._notes)

    def _add(self, code: str, vi: str, en: str) -> None:
        self._notes.setdefault(Note(code, vi, en))

    def too_long(self, limit: int) -> None:
        self._add(
            "too_long",
            f"Câu hỏi dài quá {limit} ký tự, phần sau bị bỏ qua.",
            f"The query is longer than {limit} characters; the rest was left out.",
        )

    def too_deep(self, limit: int) -> None:
        self._add(
            "too_deep",
            f"Ngoặc lồng quá {limit} lớp, các lớp trong được bỏ qua.",
            f"Brackets nest deeper than {limit}; the inner ones were ignored.",
        )

    def phrases_take_too_long(self) -> None:
        self._add(
            "phrases_take_too_long",
            "Câu hỏi này mất quá nhiều thời gian, nên chỉ tìm bài có đủ các từ, không cần gần nhau.",
            "This query takes too long, so its words are searched wherever they stand in an article.",
        )

    def takes_too_long(self) -> None:
        self._add(
            "takes_too_long",
            "Câu hỏi này mất quá nhiều thời gian nên đã dừng lại. Xin bớt từ hoặc thu hẹp theo ngày.",
            "This query takes too long and was stopped. Use fewer words, or narrow it by days.",
        )

    def offers_take_too_long(self) -> None:
        self._add(
            "offers_take_too_long",
            "Câu hỏi này mất nhiều thời gian nên không tìm thêm gợi ý.",
            "This query takes long, so nothing was looked for that might be suggested.",
        )

    def swapped(self, period: Period) -> None:
        self._add(
            "swapped",
            f"Hai đầu khoảng ngày viết ngược, đã đổi lại: {period_in_words(period, 'vi')}.",
            f"The ends of the dates were swapped and were put right: {period_in_words(period, 'en')}.",
        )

    def no_date(self, text: str) -> None:
        self._add(
            "no_date",
            f"Không hiểu “{text}” là ngày nào, nên tìm như từ thường.",
            f"“{text}” is no date; it is searched as plain words.",
        )

    def no_such_date(self, text: str) -> None:
        self._add(
            "no_such_date",
            f"Lịch không có “{text}”, nên tìm như từ thường.",
            f"No calendar has “{text}”; it is searched as plain words.",
        )

    def operator_as_word(self, word: str) -> None:
        self._add(
            "operator_as_word",
            f"Câu hỏi toàn chữ hoa nên “{word}” được tìm như một từ; muốn loại trừ hãy dùng dấu “-”.",
            f"The query is all in capitals, so “{word}” is searched as a word; use “-” to exclude.",
        )

    def asterisk_inside(self, chunk: str) -> None:
        self._add(
            "asterisk_inside",
            f"Dấu * chỉ dùng được ở cuối từ, nên “{chunk}” được tìm như từ thường.",
            f"An asterisk works at the end of a word only; “{chunk}” is searched as plain words.",
        )

    def prefix_cut(self, prefix: str, limit: int) -> None:
        self._add(
            "prefix_cut",
            f"“{prefix}*” có quá nhiều từ, chỉ lấy {limit} từ thường gặp nhất.",
            f"“{prefix}*” stands for too many words; the {limit} commonest are taken.",
        )

    def prefix_as_word(self, prefix: str) -> None:
        self._add(
            "prefix_as_word",
            f"Quá nhiều dấu * trong một câu hỏi, “{prefix}” được tìm như một từ.",
            f"Too many asterisks in one query; “{prefix}” is searched as a word.",
        )

    def word_without_marks(self, text: str) -> None:
        self._add(
            "word_without_marks",
            f"“{text}” viết không dấu nên không biết là từ nào; tìm như một cụm từ.",
            f"“{text}” has no marks, so which word it is cannot be known; it is searched as a phrase.",
        )

    def name_unknown(self, field: str, text: str) -> None:
        self._add(
            "name_unknown",
            f"Không có “{text}” trong danh mục {field}, nên tìm như một cụm từ.",
            f"“{text}” is not among the values of {field}; it is searched as a phrase.",
        )

    def marks_ignored(self) -> None:
        self._add(
            "marks_ignored",
            "Không có bài nào viết đúng dấu như vậy, nên chữ thiếu hay sai dấu được tìm không phân biệt dấu.",
            "Nothing is spelt with just these marks, so they were ignored in words that lack or miss some.",
        )

    def as_written(self) -> None:
        self._add(
            "as_written",
            "Hiểu theo cú pháp thì không có bài nào, nên cả câu được tìm như chữ thường.",
            "Read as syntax it finds nothing, so the whole text was searched as plain words.",
        )

    def index_outdated(self) -> None:
        self._add(
            "index_outdated",
            "Chỉ mục do một phiên bản cũ của chương trình tạo ra nên chưa có các bài mới nhất; "
            "cần chạy “baoluu reindex”.",
            "The index was made by an earlier version of the program, so the newest articles are not in it; "
            "“baoluu reindex” is needed.",
        )

    def index_lacks(self, names: Sequence[str]) -> None:
        vi, en = (", ".join(each) for each in zip(*(_HELD_SINCE[name] for name in names), strict=True))
        self._add(
            "index_lacks",
            f"Chỉ mục cũ chưa ghi {vi}, nên lọc, nhóm hay xếp theo đó không có kết quả.",
            f"The earlier index does not hold {en}, so filtering, grouping or sorting by it finds nothing.",
        )

    def only_partial(self) -> None:
        self._add(
            "only_partial",
            "Không có bài nào đúng với mọi điều đã hỏi; những bài gần nhất được kê riêng bên dưới.",
            "Nothing holds all that was asked; the nearest are listed apart, below.",
        )
