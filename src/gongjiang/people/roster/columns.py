"""The columns of an employer's roster, under the names that HR people give them (ours)."""

from __future__ import annotations

from gongjiang.people.models import EmploymentKind, Person, PostKind
from gongjiang.workbooks.cells.choices import Choices
from gongjiang.workbooks.tables.columns import KnownColumn

COLUMNS = (
    KnownColumn("person", ("系统编号", "人员系统编号")),
    KnownColumn(
        "name",
        ("姓名", "员工姓名", "职工姓名", "人员姓名", "名字", "name"),
        required=True,
    ),
    KnownColumn(
        "national_id",
        (
            *("身份证号", "身份证号码", "身份证", "证件号码", "证件号", "公民身份号码"),
            *("居民身份证号码", "身份证件号码", "身份证编号", "id number"),
        ),
        required=True,
    ),
    KnownColumn("sex", ("性别", "男/女", "sex", "gender")),
    KnownColumn("born_on", ("出生日期", "出生年月日", "生日", "date of birth")),
    KnownColumn(
        "phone",
        (
            *("手机", "手机号", "手机号码", "联系电话", "联系方式", "电话", "移动电话"),
            *("电话号码", "联系手机", "本人电话", "phone", "mobile"),
        ),
    ),
    KnownColumn(
        "start",
        (
            *("入职日期", "入职时间", "入厂日期", "入厂时间", "进厂日期", "到岗日期", "入司日期"),
            *("入职日", "参加本单位工作时间", "用工起始日期", "到厂日期", "entry date"),
        ),
    ),
    KnownColumn(
        "kind",
        (
            *("用工形式", "用工性质", "用工类型", "用工类别", "员工类型", "员工类别", "人员性质"),
            *("员工性质", "人员类别", "合同类型", "employment"),
        ),
    ),
    KnownColumn("site", ("用工单位", "派驻单位", "实际用工单位", "服务单位")),
    KnownColumn(
        "workshop",
        (
            *("部门/车间", "车间/部门", "部门", "车间", "所在部门", "所属部门", "一级部门", "科室"),
            *("部门名称", "所在车间", "车间名称", "所属车间", "department", "workshop"),
        ),
    ),
    KnownColumn(
        "team", ("班组", "所在班组", "所属班组", "班组名称", "小组", "工段班组", "班别", "team")
    ),
    KnownColumn(
        "post",
        ("岗位", "岗位名称", "工种", "职务", "现任岗位", "所在岗位", "岗位/工种", "职位", "post"),
    ),
    KnownColumn("post_kind", ("岗位类别", "岗位类型", "岗位性质", "岗位分类", "人员岗位类别")),
    KnownColumn("grade", ("职级", "职等", "岗级", "级别", "职级等级", "岗位等级", "grade")),
    KnownColumn("staff_number", ("工号", "员工编号", "职工编号", "员工工号", "人员编号", "编号")),
)

LEFT_ASIDE = ("grade", "staff_number")
"""Recognised and said aloud, not taken over: nothing in the house keeps them yet."""

SEXES = Choices(
    {
        Person.Sex.MALE: ("男", "男性", "m", "male", "男士", "先生"),
        Person.Sex.FEMALE: ("女", "女性", "f", "female", "女士"),
    }
)

KINDS = Choices(
    {
        EmploymentKind.REGULAR: (
            *("正式", "正式工", "正式员工", "合同工", "劳动合同", "合同制", "在编", "全日制"),
            *("固定期限", "固定期限劳动合同", "无固定期限", "无固定期限劳动合同", "合同制员工"),
            *("自有", "自有员工", "长期合同工", "全职", "regular"),
        ),
        EmploymentKind.DISPATCHED: (
            *("劳务派遣", "派遣", "派遣工", "派遣制", "劳务派遣工", "派遣员工", "dispatched"),
        ),
        EmploymentKind.OUTSOURCED: (
            *("外包", "劳务外包", "业务外包", "外包工", "外包员工", "外协", "outsourced"),
        ),
        EmploymentKind.INTERN: (
            *("实习", "实习生", "见习", "见习生", "顶岗实习", "学生实习", "实习学生", "intern"),
        ),
    }
)

POST_KINDS = Choices(
    {
        PostKind.PRODUCTION: (
            *("生产", "一线", "操作", "生产岗", "操作岗", "技能", "技能岗", "生产类", "操作类"),
            *("生产操作", "技能操作", "一线生产", "技能类", "production"),
        ),
        PostKind.TECHNICAL: (
            *("技术", "专业技术", "技术岗", "技术类", "工程技术", "专技", "研发", "technical"),
        ),
        PostKind.LOGISTICS: (
            *("仓储运输", "仓储物流", "物流", "仓储", "运输", "后勤保障", "storage and transport"),
        ),
        PostKind.SERVICE: ("服务", "服务岗", "后勤", "后勤服务", "服务类", "辅助", "service"),
        PostKind.OFFICE: (
            *("行政", "职能", "行政办公", "办公", "职能类", "行政岗", "文职", "办公室", "office"),
        ),
        PostKind.MANAGEMENT: ("管理", "管理岗", "管理类", "经营管理", "管理人员", "management"),
    }
)
