"""Trees are trees on every day."""

from __future__ import annotations

from gongjiang.ops.fsck.check import Check
from gongjiang.orgs.models import UnitKind
from gongjiang.orgs.rules import PARENTS, tree_of
from gongjiang.orgs.services import DEEPEST, walk_upwards

LIFE = "daterange(u.opened_on, u.closed_on)"
DAYS = "daterange(p.valid_from, p.valid_to)"

_KINDS = ", ".join(
    f"('{kind.value}', '{tree_of(kind).value}', ARRAY[{', '.join(repr(str(p)) for p in parents)}]"
    "::text[])"
    for kind, parents in ((UnitKind(k), sorted(map(str, PARENTS[k]))) for k in PARENTS)
)

ONE_PARENT = Check(
    name="orgs.one_parent_each_day",
    sentence="A unit stands under exactly one parent on each day of its life; a root under none.",
    table="orgs_unit",
    sql=f"""
        SELECT u.id
        FROM orgs_unit u LEFT JOIN orgs_placement p ON p.unit_id = u.id
        JOIN (VALUES {_KINDS}) AS kind (name, tree, parents) ON kind.name = u.kind
        GROUP BY u.id, kind.parents
        HAVING CASE WHEN kind.parents = '{{}}' THEN count(p.id) > 0
               ELSE range_agg({DAYS}) IS DISTINCT FROM datemultirange({LIFE})
                 OR sum(coalesce(p.valid_to, 'infinity'::date) - p.valid_from)
                    FILTER (WHERE p.valid_to IS NOT NULL)
                    > sum(coalesce(u.closed_on, current_date) - u.opened_on)
               END
    """,
)

PARENT_EXISTS = Check(
    name="orgs.parent_exists",
    sentence="A unit stands only under a unit that exists on each of those days.",
    table="orgs_placement",
    sql="""
        SELECT p.id FROM orgs_placement p JOIN orgs_unit u ON u.id = p.parent_id
        WHERE NOT daterange(u.opened_on, u.closed_on) @> daterange(p.valid_from, p.valid_to)
    """,
)

KINDS_FIT = Check(
    name="orgs.kinds_fit",
    sentence="A unit is in the tree of its kind, and stands under a kind it may stand under.",
    table="orgs_unit",
    sql=f"""
        SELECT DISTINCT u.id
        FROM orgs_unit u
        LEFT JOIN (VALUES {_KINDS}) AS kind (name, tree, parents) ON kind.name = u.kind
        LEFT JOIN orgs_placement p ON p.unit_id = u.id
        LEFT JOIN orgs_unit parent ON parent.id = p.parent_id
        WHERE kind.name IS NULL OR kind.tree <> u.tree
           OR (parent.id IS NOT NULL AND NOT parent.kind = ANY (kind.parents))
    """,
)

NO_CIRCLE = Check(
    name="orgs.no_circle",
    sentence="No unit ever stands beneath itself.",
    table="orgs_unit",
    sql=f"""
        SELECT DISTINCT descendant_id AS id FROM ({walk_upwards()}) AS walk
        WHERE (descendant_id = ancestor_id AND depth > 0) OR depth >= {DEEPEST}
    """,
)

_ANCESTRY = "SELECT descendant_id, ancestor_id, depth, valid_from, valid_to FROM orgs_ancestry"

ANCESTRY = Check(
    name="orgs.ancestry_as_placed",
    sentence="The closure says of each day what the placements say.",
    table="orgs_unit",
    sql=f"""
        SELECT DISTINCT descendant_id AS id FROM (
            (SELECT * FROM ({walk_upwards()}) AS walk EXCEPT ALL {_ANCESTRY})
            UNION ALL
            ({_ANCESTRY} EXCEPT ALL SELECT * FROM ({walk_upwards()}) AS walk)
        ) AS difference
    """,
)

ENTERPRISES = Check(
    name="orgs.enterprise_details",
    sentence="Each enterprise has its attributes, and nothing else has them.",
    table="orgs_unit",
    sql="""
        SELECT coalesce(u.id, n.unit_id) AS id
        FROM (SELECT id FROM orgs_unit WHERE kind = 'ENTERPRISE') AS u
        FULL JOIN orgs_enterprise n ON n.unit_id = u.id
        WHERE u.id IS NULL OR n.unit_id IS NULL
    """,
)

SPELLS = Check(
    name="orgs.operates_while_it_exists",
    sentence="An enterprise operates only while it exists.",
    table="orgs_operatingspell",
    sql=f"""
        SELECT p.id FROM orgs_operatingspell p JOIN orgs_unit u ON u.id = p.enterprise_id
        WHERE NOT {LIFE} @> {DAYS}
    """,
)

LINKS = Check(
    name="orgs.links_between_trees",
    sentence="A link ties units of two trees, on days on which both exist.",
    table="orgs_link",
    sql=f"""
        SELECT DISTINCT p.id
        FROM orgs_link p
        JOIN orgs_unit s ON s.id = p.source_id JOIN orgs_unit t ON t.id = p.target_id
        WHERE s.tree = t.tree
           OR NOT daterange(s.opened_on, s.closed_on) @> {DAYS}
           OR NOT daterange(t.opened_on, t.closed_on) @> {DAYS}
    """,
)

CHECKS = (
    ONE_PARENT,
    PARENT_EXISTS,
    KINDS_FIT,
    NO_CIRCLE,
    ANCESTRY,
    ENTERPRISES,
    SPELLS,
    LINKS,
)
