"""What offices write for levels, kinds of operation and issuers. The words are ours."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from gongjiang.skills.contents import OperationRule
from gongjiang.skills.models import IssuerKind
from gongjiang.workbooks.cells.choices import Choices
from gongjiang.workbooks.cells.text import alike

RANKS = Choices(
    {
        "1": ("五级/初级工", "五级", "初级工", "初级", "5级", "国家职业资格五级", "初级技能", "5"),
        "2": ("四级/中级工", "四级", "中级工", "中级", "4级", "国家职业资格四级", "中级技能", "4"),
        "3": ("三级/高级工", "三级", "高级工", "高级", "3级", "国家职业资格三级", "高级技能", "3"),
        "4": ("二级/技师", "二级", "技师", "2级", "国家职业资格二级", "2"),
        "5": ("一级/高级技师", "一级", "高级技师", "1级", "国家职业资格一级", "1"),
        "6": ("特级技师",),
        "7": ("首席技师",),
    }
)
"""By rank. 五级 is the lowest certificate and 一级 the highest: a bare digit is the grade."""

OPERATIONS: Mapping[str, tuple[str, ...]] = {
    "LOW_VOLTAGE": ("低压电工作业", "低压电工"),
    "HIGH_VOLTAGE": ("高压电工作业", "高压电工"),
    "WELDING": ("熔化焊接与热切割作业", "熔化焊接与热切割", "熔化焊", "电焊", "气焊"),
    "PRESSURE_WELDING": ("压力焊作业", "压力焊"),
    "HEIGHT_INSTALLATION": ("高处安装、维护、拆除作业", "高处安装维护拆除", "高处安装"),
    "SCAFFOLDING": ("登高架设作业", "登高架设"),
    "REFRIGERATION": ("制冷与空调作业", "制冷与空调设备运行操作", "制冷与空调", "制冷"),
    "CHEMICAL_PROCESS": ("危险化学品安全作业", "危险化学品", "化工工艺作业"),
    "FORKLIFT": ("叉车司机", "叉车", "N1"),
    "CRANE": ("起重机司机", "起重机械", "桥式起重机", "门式起重机", "行车", "Q2"),
    "BOILER": ("工业锅炉司炉", "锅炉", "G1"),
    "PRESSURE_VESSEL": ("快开门式压力容器操作", "压力容器", "R1"),
    "EQUIPMENT_SAFETY": ("特种设备安全管理",),
    "SITE_ELECTRICIAN": ("建筑电工",),
    "SITE_SCAFFOLDER": ("建筑架子工",),
    "SITE_CRANE": ("建筑起重机械司机", "塔式起重机司机", "塔吊"),
}
"""By a kind's code, the words of its certificate and of the workshop."""

OPERATION_TITLES = ("特种作业", "特种设备", "操作证", "操作资格", "作业人员证", "上岗证")
SKILL_TITLES = ("职业技能", "职业资格", "技能等级", "等级证")
TITLE_TITLES = ("职称", "专业技术资格", "任职资格")

AUTHORITIES = ("人力资源和社会保障", "人社", "劳动", "职业技能鉴定", "应急管理", "市场监督")
CONTESTS = ("竞赛", "大赛", "比武", "组委会")


class Operations:
    """Finds a kind of operation in what a row says; the longest words win."""

    def __init__(self, rule: OperationRule) -> None:
        self._codes: dict[str, str] = {}
        for kind in rule.kinds:
            for words in (kind.code, kind.label, kind.name, *OPERATIONS.get(kind.code, ())):
                self._codes[alike(words)] = kind.code
        self._longest_first = sorted(self._codes, key=len, reverse=True)
        self.offered = [kind.name for kind in rule.kinds]

    def of(self, texts: Iterable[str]) -> str | None:
        """The code of the kind that the first of some texts names."""
        for text in filter(None, map(alike, texts)):
            if text in self._codes:
                return self._codes[text]
            inside = next((words for words in self._longest_first if words in text), None)
            if inside is not None:
                return self._codes[inside]
        return None


def says_one_of(text: str, words: Iterable[str]) -> bool:
    return any(word in text for word in words)


def issuer_kind(issuer: str, enterprise: str) -> str:
    """Who issued a certificate, told by the name; a guess that is said."""
    if enterprise and alike(enterprise) in alike(issuer):
        return IssuerKind.ENTERPRISE
    if says_one_of(issuer, CONTESTS):
        return IssuerKind.CONTEST
    return IssuerKind.AUTHORITY if says_one_of(issuer, AUTHORITIES) else IssuerKind.SOCIAL
