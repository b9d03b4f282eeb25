"""What a workbook's import says it did is there, and nothing before it was applied or after."""

from __future__ import annotations

from gongjiang.ops.fsck.check import Check

# What an importer makes, by the word under which a line keeps its id.
MADE = {
    "skill": "skills_skillcertificate",
    "operation": "skills_operationcertificate",
    "review": "skills_operationreview",
    "spell": "careers_gradespell",
    "patent": "innovation_patent",
    "loop_link": "innovation_looplink",
    "idea": "innovation_proposal",
}

COUNTED = Check(
    name="people.workbook_counts_its_lines",
    sentence="A checked workbook has as many lines of each verdict as it says.",
    table="people_workbookimport",
    sql="""
        SELECT w.id
        FROM people_workbookimport w JOIN people_workbookfile kept ON kept.workbook_id = w.id
        CROSS JOIN LATERAL jsonb_each_text(w.counts) AS said (verdict, times)
        LEFT JOIN (
            SELECT workbook_id, verdict, count(*) AS times FROM people_workbookline GROUP BY 1, 2
        ) AS line ON line.workbook_id = w.id AND line.verdict = said.verdict
        WHERE w.state IN ('CHECKED', 'APPLYING', 'APPLIED', 'UNDOING', 'UNDONE')
          AND said.times::int <> coalesce(line.times, 0)
    """,
)

UNDONE = Check(
    name="people.workbook_is_undone_whole",
    sentence="Of a workbook that was undone, nothing that it made is left.",
    table="people_workbookline",
    sql=" UNION ALL ".join(
        f"""
        SELECT l.id FROM people_workbookline l
        JOIN people_workbookimport w ON w.id = l.workbook_id
        JOIN {table} made ON made.id = (l.made->>'{word}')::bigint
        WHERE w.state = 'UNDONE'
        """
        for word, table in MADE.items()
    ),
)

APPLIED = Check(
    name="people.workbook_is_applied_whole",
    sentence="An applied workbook has no wrong line, and before that no line has made anything.",
    table="people_workbookline",
    sql="""
        SELECT l.id
        FROM people_workbookline l JOIN people_workbookimport w ON w.id = l.workbook_id
        WHERE w.state IN ('APPLIED', 'UNDOING', 'UNDONE') AND l.verdict = 'WRONG'
           OR w.state NOT IN ('APPLIED', 'UNDOING', 'UNDONE') AND l.made <> '{}'
    """,
)

KEPT = Check(
    name="people.workbook_is_kept_whole",
    sentence="File and lines of a workbook are kept both or neither; of one put aside, neither.",
    table="people_workbookimport",
    sql="""
        SELECT l.workbook_id AS id FROM people_workbookline l WHERE NOT EXISTS (
            SELECT FROM people_workbookfile kept WHERE kept.workbook_id = l.workbook_id)
        UNION
        SELECT w.id FROM people_workbookimport w
        JOIN people_workbookfile kept ON kept.workbook_id = w.id
        WHERE w.state IN ('DISCARDED', 'EXPIRED')
    """,
)

CHECKS = (COUNTED, APPLIED, UNDONE, KEPT)
