"""SQL that contradicts the checks of rosters; its parts are those of `breaks`."""

from __future__ import annotations

TODAY = "'2022-11-28'"
MOMENT = "'2022-11-28 12:00+08'"


def roster(state: str, counts: str, *, lines: str = "", firm: str) -> str:
    """An import with its file, and lines as given: SELECTs of LINE's columns from `r`."""
    applied = state in {"APPLIED", "UNDONE"}
    written = f"""
        INSERT INTO people_rosterline (roster_id, number, verdict, registers, phones, person_id,
            employment_id, posting_id, notes, problems, name, number_shown, phone_shown, kind, post,
            post_kind, name_pinyin, name_initials, sex, national_id_cipher, national_id_hash,
            phone_cipher, phone_hash, old_phone_cipher, old_phone_hash)
        SELECT line.*, '{{}}', '[]', '', '', '', '', '', '', '', '', '', '', '', '', '', '', ''
        FROM ({lines}) AS line
    """
    return f"""
        WITH r AS (
            INSERT INTO people_rosterimport (public_id, enterprise_id, scope_id, uploaded_at,
                file_name, language, keep_until, state, refusal, changes_on, leaving_reason, chosen,
                post_kinds, reading, assumed, openings, attempt, done, total, counts, basis,
                applied_at, last_entry, undone_at, undo_reason)
            VALUES (gen_random_uuid(), {firm}, {firm}, {MOMENT}, '花名册.xlsx', 'zh-hans',
                '2022-12-28', '{state}', '', {TODAY}, '', '{{}}', '{{}}', '{{}}', '{{}}', '[]', 1,
                1, 1, '{counts}', '', {MOMENT if applied else "NULL"}, {"0" if applied else "NULL"},
                {MOMENT if state == "UNDONE" else "NULL"}, '')
            RETURNING id
        ), kept AS (
            INSERT INTO people_rosterfile (roster_id, sealed, size) SELECT id, '\\x00', 1 FROM r
        )
        {written if lines else "SELECT"}
    """


def new_line(employment: str) -> str:
    """A line that says that it made an employment which is there."""
    return f"""
        SELECT r.id, 2, 'NEW', false, false, e.person_id, e.id, p.id
        FROM r, people_employment e JOIN people_posting p ON p.employment_id = e.id
        WHERE e.id = {employment}
    """


def hold(*, firm: str, person: str, employment: str) -> str:
    return f"""
        INSERT INTO people_employmenthold (public_id, enterprise_id, person_id, roster_id, "row",
            name_given, kind, unit_id, post, post_kind, starts_on, state, asked_at, decided_at,
            answer, employment_id)
        SELECT gen_random_uuid(), {firm}, {person}, min(id), 2, '某人', 'REGULAR', {firm}, '操作工',
               'PRODUCTION', {TODAY}, 'CONFIRMED', {MOMENT}, {MOMENT}, '', {employment}
        FROM people_rosterimport
    """


def breaks(*, firm: str, person: str, employment: str) -> dict[str, str]:
    """For each check of rosters what contradicts it."""
    wrong = "SELECT r.id, 2, 'WRONG', false, false, NULL::bigint, NULL::bigint, NULL::bigint FROM r"
    line = new_line(employment)
    return {
        "people.roster_counts_its_lines": roster("CHECKED", '{"NEW": 2}', firm=firm),
        "people.roster_is_applied_whole": roster("APPLIED", '{"WRONG": 1}', lines=wrong, firm=firm),
        "people.roster_is_undone_whole": roster("UNDONE", '{"NEW": 1}', lines=line, firm=firm),
        "people.roster_waits_without_a_trace": roster(
            "CHECKED", '{"NEW": 1}', lines=line, firm=firm
        ),
        "people.hold_has_its_employment": hold(firm=firm, person=person, employment=employment),
        "people.roster_is_kept_whole": roster("DISCARDED", "{}", firm=firm),
    }
