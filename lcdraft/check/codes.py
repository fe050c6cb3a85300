"""The table of codes. A released code keeps its meaning for good; a withdrawn one is not given again."""

from __future__ import annotations

from collections.abc import Mapping

__all__ = ["CODES"]

CODES: Mapping[str, str] = {
    # LC0xx: files and YAML
    "LC001": "Tệp không mở được",
    "LC002": "Tệp hoặc giá trị quá lớn",
    "LC003": "Tệp không phải văn bản UTF-8",
    "LC004": "Ký tự không in được hoặc của phông chữ cũ",
    "LC005": "Tệp không được đọc vì sai đuôi tên tệp",
    "LC006": "Tệp trỏ ra ngoài thư mục làm việc",
    "LC010": "YAML viết sai",
    "LC011": "Một mục viết hai lần",
    "LC012": "Tệp chưa có nội dung",
    "LC013": "Số thập phân bị cắt ở dấu phẩy trong ngoặc { }",
    "LC020": "Tên mục không có",
    "LC021": "Thiếu mục bắt buộc",
    "LC022": "Giá trị không đúng loại",
    "LC023": "Lựa chọn không có",
    "LC024": "Cách viết thay thế thiếu ô",
    "LC025": "Mã chỉ tiêu trùng tên dành riêng",
    "LC026": "Chỉ tiêu không có trong danh mục",
    "LC027": "Chỉ tiêu gộp vòng tròn",
    # LC1xx: figures
    "LC101": "Số viết sai",
    "LC102": "Ngày viết sai hoặc không thuộc kỳ",
    "LC103": "Mã kỳ báo cáo viết sai",
    "LC104": "Kỳ ghi trong tệp khác tên tệp",
    "LC110": "Các thành phần cộng lại không bằng tổng",
    "LC111": "Lũy kế thấp hơn kỳ trước trong năm",
    "LC112": "Số liệu gấp hơn 3 lần hoặc dưới một phần ba cùng kỳ",
    "LC113": "Thiếu kế hoạch",
    "LC114": "Số liệu không được mẫu hay lời văn nào dùng",
    "LC115": "Giá trị cùng kỳ ghi ở hai nơi khác nhau",
    "LC116": "Chỉ tiêu chưa có số liệu",
    "LC117": "Tử số lớn hơn mẫu số",
    "LC120": "Cụm từ so sánh không viết được",
    "LC121": "Chỗ trống […] vì chưa có số liệu",
    "LC122": "Chỉ tiêu chính không xếp được vào nhóm nào",
    # LC3xx: templates and narratives
    "LC301": "Mẫu viết sai",
    "LC302": "Tên không có",
    "LC303": "Cụm từ không có",
    "LC304": "Tùy chọn hoặc biểu thức không dùng được",
    "LC305": "Mẫu không có",
    "LC306": "Đề mục sai cấp hoặc không đánh số được",
    "LC307": "Cách trình bày không dùng được",
    "LC308": "Mẫu không được phép",
    "LC309": "Mẫu gọi lại chính nó",
    "LC311": "Mục chưa có nội dung",
    "LC312": "Đoạn văn không được mẫu dùng",
    "LC314": "Nhóm chỉ tiêu chính không được mẫu in",
    # LC4xx: documents
    "LC401": "Tệp .docx hỏng",
    "LC402": "Tệp .docx quá lớn hoặc đáng ngờ",
    "LC403": "Nội dung XML không đọc được",
    "LC404": "Thẻ trong tệp mẫu .docx hỏng",
    "LC405": "Tên trong tệp mẫu .docx không có",
    "LC406": "Không ghi được văn bản",
    "LC407": "Không có hoặc không chạy được LibreOffice",
    # LC5xx: commands
    "LC501": "Không ghi được tệp",
    "LC502": "Không có báo cáo này",
    "LC503": "Không phải thư mục làm việc",
    "LC504": "Không rõ loại tệp",
    "LC505": "Thư mục đã có nội dung",
    "LC510": "Bản mẫu trong examples đã cũ",
}
