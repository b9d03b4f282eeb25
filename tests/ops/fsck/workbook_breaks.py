"""SQL that contradicts the checks of brought workbooks; its parts are those of `breaks`."""

from __future__ import annotations

MOMENT = "'2022-11-28 12:00+08'"


def workbook(state: str, counts: str, *, lines: str = "", firm: str) -> str:
    """An import with its file, and lines as given: SELECTs of verdict and made from `w`."""
    applied = state in {"APPLIED", "UNDONE"}
    written = f"""
        INSERT INTO people_workbookline (workbook_id, number, verdict, made, person_id, problems,
            notes, name, number_shown, says, changes, does)
        SELECT line.*, NULL::bigint, '[]', '[]', '', '', '', '[]', '{{}}' FROM ({lines}) AS line
    """
    return f"""
        WITH w AS (
            INSERT INTO people_workbookimport (public_id, kind, enterprise_id, uploaded_at,
                file_name, language, keep_until, state, refusal, chosen, reading, attempt, done,
                total, counts, basis, applied_at, last_entry, undone_at, undo_reason)
            VALUES (gen_random_uuid(), 'people.staff_numbers', {firm}, {MOMENT}, '工号.xlsx',
                'zh-hans', '2022-12-28', '{state}', '', '{{}}', '{{}}', 1, 1, 1, '{counts}', '',
                {MOMENT if applied else "NULL"}, {"0" if applied else "NULL"},
                {MOMENT if state == "UNDONE" else "NULL"}, '')
            RETURNING id
        ), kept AS (
            INSERT INTO people_workbookfile (workbook_id, sealed, size) SELECT id, '\\x00', 1 FROM w
        )
        {written if lines else "SELECT"}
    """


def breaks(*, firm: str) -> dict[str, str]:
    """For each check of workbooks what contradicts it."""
    wrong = "SELECT w.id, 2, 'WRONG', '{}'::jsonb FROM w"
    made = """
        SELECT w.id, 2, 'NEW', jsonb_build_object('spell', (SELECT min(id) FROM careers_gradespell))
        FROM w
    """
    return {
        "people.workbook_counts_its_lines": workbook("CHECKED", '{"NEW": 2}', firm=firm),
        "people.workbook_is_applied_whole": workbook(
            "APPLIED", '{"WRONG": 1}', lines=wrong, firm=firm
        ),
        "people.workbook_is_undone_whole": workbook("UNDONE", '{"NEW": 1}', lines=made, firm=firm),
        "people.workbook_is_kept_whole": workbook("DISCARDED", "{}", firm=firm),
    }
