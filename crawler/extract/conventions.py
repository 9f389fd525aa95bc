"""Names and phrases that Vietnamese sites share: what their markup calls things.

Only conventions that many content systems follow stand here (Schema.org, WordPress,
VCCorp, epi, SharePoint, Liferay, TANDAN …), never a name seen on one site alone.
"""

from __future__ import annotations

import re

from crawler.extract.plain import vocabulary

# Single words of a class or id (see tree.Node.names) that mark something beside the text.
FOREIGN_NAMES = vocabulary(
    """
    comment comments cmt binhluan related relate relation lienquan share sharing social socials addthis
    breadcrumb breadcrumbs menu submenu navbar nav navigation footer sidebar ads advert adv advertising
    advertisement adsbygoogle quangcao popup modal dialog tooltip login newsletter subscribe subscription
    tags tag taglist tukhoa keyword keywords recommend recommended recommendation suggest suggestion rating
    rate vote star stars toolbar tools weather poll survey captcha cookie cookies paging pagination pager
    copyright hotline marquee ticker readmore xemthem docthem tinkhac tinmoi mostread mostview popular
    trending reaction reactions fanpage donate audio podcast player skip loading paywall regwall
    """
)
# Those that hold no text whatever their size.
NEVER_TEXT = vocabulary("cookie cookies gdpr captcha breadcrumb breadcrumbs navbar adsbygoogle")
# Phrases of a class or id, cut anywhere with hyphens or not at all.
FOREIGN_LABEL = re.compile(
    r"tin[-_]?lien[-_]?quan|lien[-_]?quan|cung[-_]?chuyen[-_]?muc|tin[-_]?khac|cac[-_]?tin|bai[-_]?khac|"
    r"doc[-_]?nhieu|xem[-_]?nhieu|tin[-_]?moi|binh[-_]?luan|tu[-_]?khoa|quang[-_]?cao|chia[-_]?se|xem[-_]?them|"
    r"news[-_]?other|other[-_]?news|same[-_]?(?:cate|category|topic)|most[-_]?(?:read|view)|related|"
    r"box[-_]?tag|tag[-_]?box|back[-_]?to[-_]?top|danh[-_]?gia|phan[-_]?hoi|y[-_]?kien|thanh[-_]?cong[-_]?cu"
)
# A short line that opens a box of other stories or a piece of the site's own machinery.
FOREIGN_OPENING = re.compile(
    r"^[\W_]*(?:xem thêm|đọc thêm|tham khảo thêm|"
    r"(?:các |những |một số )?(?:tin|bài|bài viết|tin bài|tin, bài|tin tức|bài đăng|video|văn bản|thông báo) "
    r"(?:liên quan|khác|(?:khác )?cùng (?:chuyên mục|chủ đề|loại|mục)|mới(?: nhất| hơn| đăng| cập nhật)?|"
    r"cũ hơn|nóng|nổi bật|đọc nhiều(?: nhất)?|xem nhiều(?: nhất)?|đề xuất|đã đưa|đã đăng|tiếp theo|phổ biến)|"
    r"cùng (?:chuyên mục|chủ đề)|có thể bạn quan tâm|đọc nhiều|"
    r"đọc nhiều nhất|xem nhiều|mời bạn đọc|bạn đọc quan tâm|xem nhiều nhất|đáng chú ý|nổi bật|"
    r"từ khóa|từ khoá|tags?|chủ đề|bình luận(?: ?\(\d+\))?|ý kiến(?: bạn đọc)?|chia sẻ|"
    r"ý kiến của bạn|gửi bình luận|đánh giá bài viết|đăng nhập|theo dõi chúng tôi|theo dõi .{0,30} trên|"
    r"quảng cáo|copy link|sao chép liên kết|in bài viết|bản in|gửi phản hồi|tải ứng dụng|"
    r"lên đầu trang|quay lại|trở lại .{0,25}|về trang trước|lượt xem|"
    r"số lượt xem)[\s:.…»>]*(?:\d+)?[\s:.…»>]*$",
    re.IGNORECASE,
)

# Names of the place where the whole text of an article stands.
BODY_NAMES = vocabulary("articlebody contentdetail detailcontent newscontent maincontent toanvan bodytext")
BODY_LABEL = re.compile(
    r"article[-_]?(?:body|content|detail)|detail[-_]{0,2}c?(?:content|body|text|main)|content[-_]?detail|"
    r"news[-_]?(?:content|body|detail|text)|(?:post|entry|page|cms|main|body|singular)[-_]?(?:content|body)s?\b|"
    r"content[-_]?(?:news|fck|article|tin|body|main|text)|fck[-_]?(?:detail|content)?|cms[-_]?body|noi[-_]?dung|"
    r"chi[-_]?tiet|text[-_]?(?:detail|body|content)|journal-content-article|ms-rtestate-field|afcbc|"
    r"toan[-_]?van|full[-_]?text|dien[-_]?bien|bai[-_]?viet"
)
# Sentences by which a site speaks of itself inside a text.
MACHINERY = re.compile(
    r"(?i)^[\W_]*(?:quý khách (?:vui lòng|cần|chưa)|(?:vui lòng|bạn (?:cần|phải)|hãy|xin) đăng nhập|"
    r"đăng nhập để|đăng ký (?:để nhận|tài khoản|email)|theo dõi .{2,40} trên (?:google|zalo|facebook)|"
    r"ghi rõ nguồn|bản quyền thuộc|mọi ý kiến .{0,40} xin gửi|trở thành người đầu tiên|"
    r"mời (?:quý )?(?:bạn đọc|độc giả|quý vị|bạn) (?:vào|xem|đón đọc|theo dõi) |"
    r"bài viết dành cho (?:bạn đọc|thuê bao|hội viên|thành viên)|đăng ký (?:gói|mua|để đọc))|"
    # Lines that are nothing but a button or a relative time.
    r"^[\W_]*(?:nghe (?:đọc )?(?:bài|bài viết|tin|audio|nội dung)|(?:giọng (?:nam|nữ)[^.]{0,40})|"
    r"\d{1,2} (?:giây|phút|giờ|ngày|tuần|tháng|năm) trước|cỡ chữ[\W\w]{0,12}|in (?:trang|bài))[\W_]*$"
)
LEAD_LABEL = re.compile(
    r"tom[-_]?tat|trich[-_]?yeu|mo[-_]?ta\b|sub[-_]?content|sum[-_]?content|text[-_]?intro|title[-_]?italic"
)
PLACE_NAMES = vocabulary("location place stamp diadanh diadiem")
LEAD_NAMES = vocabulary(
    "sapo lead alead summary sumary description desc des brief excerpt chapeau abstract tomtat mota intro "
    "standfirst headnote subtitle dek hometext chapo"
)
AUTHOR_NAMES = vocabulary("author authors byline tacgia writer reporter butdanh penname nguoiviet journalist")
AUTHOR_LABEL = re.compile(r"tac[-_]?gia|but[-_]?danh|pen[-_]?name|nguoi[-_]?viet|author|byline")
AUTHOR_ICON = re.compile(r"(?:fa|icon|glyphicon|bi|ti|ri)-(?:user|author|pencil|pen|person)\b")
# The line below a title that says who and when, whichever of the two a page gives there.
META_LABEL = re.compile(r"(?:^|[\s_-])(?:post|entry|article|news|detail)[-_]?meta(?![a-z])")
ORIGIN_NAMES = vocabulary("source nguon nguontin newssource")
DATE_NAMES = vocabulary(
    "date datetime datetimes submitted time pubdate pubtime publish published publishdate posted postdate "
    "ngaydang ngay dateline timestamp thoigian period created createdate dateart newsdate postedate"
)
CLOCK_NAMES = vocabulary("clock now today current currentdate dongho homnay")
CAPTION_NAMES = vocabulary("caption captions imgcaption photocaption imagecaption chuthich figcaption")
CAPTION_LABEL = re.compile(
    r"(?:^|[\s_-])(?:img|image|photo|pic|anh|figure)[-_]?(?:cap|note|tit|title|desc|text|txt)(?![a-z])|"
    r"[-_]cap(?:$|\s)|chu[-_]?thich"
)
SECTION_LABEL = re.compile(
    r"bread[-_]?crumb|\bbread\b|brcrumb?|duong[-_]?dan|detail[-_]{0,2}(?:cate|category)\b|\bcate(?:gory)?[-_]?(?:name|link|title|detail)\b|"
    r"(?<!cung-)(?<!cung_)(?<!cung)chuyen[-_]?muc|section[-_]?(?:name|title|link)\b|article[-_]?(?:cate|category|section)|post[-_]?(?:cate|category)"
)
# What a page is called that shows one of many things, whatever it shows.
GENERIC_TITLE = re.compile(
    r"^\W*(?:(?:xem |trang )?chi tiết(?: (?:tin|tin tức|bài viết|bài|nội dung|văn bản|thông báo|sự kiện))?|"
    r"nội dung(?: (?:chi tiết|tin|bài viết))?|tin chi tiết|xem (?:tin|bài viết)|đọc tin|bài viết|"
    r"(?:article|news|post)? ?details?)\W*$",
    re.IGNORECASE,
)
# The name of a site, and nothing else: "CỔNG THÔNG TIN ĐIỆN TỬ XÃ NÀ BÓ".
SITE_NAME = re.compile(
    r"^(?i:cổng|trang)(?i: thông)?(?i: tin)(?i: điện tử)?(?i: tổng hợp)?"
    r"(?: (?:[A-ZĐÀ-Ỹ][\wÀ-ỹ.\-]*|(?i:tỉnh|huyện|xã|phường|quận|thành phố|thị xã|thị trấn|sở|ban|ngành|"
    r"ủy ban|uỷ ban|nhân dân|hội|đoàn|của|và|đảng bộ|chi cục|cục|trường|phòng)|[-–]))*\W*$"
)
TITLE_NAMES = vocabulary("title headline tieude tieu ten heading")
ATTACHED = re.compile(r"\.(?:pdf|docx?|xlsx?|pptx?|rtf|odt|ods|zip|rar|7z)(?:$|[?#&])", re.IGNORECASE)
