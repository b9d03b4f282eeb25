"""The columns of a certificate workbook, under the names that HR people give them (ours)."""

from __future__ import annotations

from collections.abc import Mapping

from django.utils.translation import gettext_lazy as _

from gongjiang.kernel.decision import Sentence
from gongjiang.people.brought.persons import PERSON_COLUMNS, PERSON_LABELS
from gongjiang.workbooks.tables.columns import KnownColumn

COLUMNS = (
    *PERSON_COLUMNS,
    KnownColumn("certificate", ("证书系统编号",)),
    KnownColumn(
        "occupation",
        (
            *("职业(工种)", "职业（工种）", "职业", "工种", "职业工种", "职业名称", "工种名称"),
            *("职业/工种", "鉴定工种", "认定职业", "occupation"),
        ),
    ),
    KnownColumn(
        "rank",
        ("等级", "技能等级", "职业技能等级", "证书等级", "级别", "技术等级", "鉴定等级", "level"),
    ),
    KnownColumn(
        "number",
        ("证书编号", "证书号", "证书号码", "证号", "证件编号", "编号", "certificate number"),
        required=True,
    ),
    KnownColumn(
        "issued_on",
        (
            *("发证日期", "发证时间", "颁证日期", "取证日期", "取证时间", "初领日期", "签发日期"),
            *("初次领证日期", "获证日期", "领证日期", "issued on"),
        ),
        required=True,
    ),
    KnownColumn(
        "valid_until",
        (
            *("有效期至", "有效期", "有效日期", "有效期止", "有效截止日期", "到期日期", "到期日"),
            *("证书有效期", "有效期限", "失效日期", "valid until"),
        ),
    ),
    KnownColumn(
        "review_due",
        ("复审日期", "应复审日期", "下次复审日期", "复审时间", "复审到期日", "review due"),
    ),
    KnownColumn(
        "reviewed_on",
        ("上次复审日期", "实际复审日期", "复审完成日期", "已复审日期", "换证日期", "reviewed on"),
    ),
    KnownColumn(
        "issuer",
        (
            "发证机构",
            "发证机关",
            "发证单位",
            "颁证单位",
            "颁发机构",
            "认定机构",
            "鉴定机构",
            "issuer",
        ),
    ),
    KnownColumn(
        "kind",
        (
            *("特种作业类别", "作业类别", "操作项目", "准操项目", "作业项目", "特种作业项目"),
            *("作业种类", "特种作业种类", "kind of operation"),
        ),
    ),
    KnownColumn("title", ("证书名称", "证书", "证件名称", "证书类型", "证书类别", "certificate")),
    KnownColumn("verify_url", ("查询网址", "验证网址", "查询链接", "核验链接", "verify url")),
)
LABELS: Mapping[str, Sentence] = {
    **PERSON_LABELS,
    "certificate": _("Number of the certificate in this system"),
    "title": _("Name of the certificate"),
    "occupation": _("Occupation"),
    "rank": _("Level"),
    "number": _("Certificate number"),
    "issued_on": _("Issued on"),
    "valid_until": _("Last day of validity"),
    "review_due": _("Review due by"),
    "reviewed_on": _("Last reviewed on"),
    "issuer": _("Issued by"),
    "kind": _("Kind of operation"),
    "verify_url": _("Verification link"),
}

FOR_GOOD = frozenset({"长期", "长期有效", "永久", "永久有效", "终身", "无", "/", "-", "—"})
"""What stands for no end."""
