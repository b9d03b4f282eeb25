"""Sums in one value a row, of eight bytes a number where they were written before."""

from django.db import migrations

import gongjiang.index.whole_numbers

PACK = r"""
CREATE FUNCTION pg_temp.packed(numbers bigint[]) RETURNS bytea LANGUAGE sql IMMUTABLE AS $$
    SELECT '\x08'::bytea || coalesce(string_agg(int8send(number), ''::bytea ORDER BY place), '')
    FROM unnest(numbers) WITH ORDINALITY AS each (number, place)
$$;
ALTER TABLE index_snapshot ALTER COLUMN sums TYPE bytea USING pg_temp.packed(sums);
DROP FUNCTION pg_temp.packed(bigint[]);
"""


class Migration(migrations.Migration):
    dependencies = [("index", "0001_initial")]

    operations = [
        migrations.RunSQL(
            PACK,
            state_operations=[
                migrations.AlterField(
                    "snapshot", "sums", gongjiang.index.whole_numbers.WholeNumbersField()
                )
            ],
        )
    ]
