"""How PostgreSQL answers the statements that matter, as docs/performance-plans.md shows them."""

import re
from inspect import cleandoc

from django.db import DatabaseError, connection, transaction

from bench.grown.meter import Figures, Statement

SLOWEST_OF_A_CALL = 2
LONGEST_LINE, LONGEST_STATEMENT, MOST_LINES = 150, 700, 24
EXPLAINED = re.compile(r"^\s*(SELECT|WITH|UPDATE)\b", re.IGNORECASE)
NO_NEWS = re.compile(r"^\s*(Planning|Buffers: shared hit=\d+$|Execution)")
COLUMNS = re.compile(r"^SELECT (DISTINCT )?(.{60}).*? FROM ")


def plans_of(figures: Figures) -> list[str]:
    """The slowest statements of a call, each with its plan."""
    asked = [one for one in figures.statements if EXPLAINED.match(one.sql)]
    slowest = sorted(asked, key=lambda one: -one.seconds)[:SLOWEST_OF_A_CALL]
    return [plan for one in slowest if (plan := _plan(one))]


def _plan(statement: Statement) -> str:
    """Carried out and taken back; nothing for one that cannot be said a second time."""
    try:
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(f"EXPLAIN (ANALYZE, BUFFERS, SUMMARY OFF) {statement.sql}", statement.parameters)
            lines = [line for (line,) in cursor.fetchall()]
            transaction.set_rollback(True)
    except DatabaseError:
        return ""
    shown = [_shortened(line, LONGEST_LINE) for line in lines if not NO_NEWS.match(line)]
    if len(shown) > MOST_LINES:
        shown = [*shown[:MOST_LINES], f"… {len(shown) - MOST_LINES} more lines"]
    asked = _shortened(COLUMNS.sub(r"SELECT \1\2… FROM ", cleandoc(statement.sql)), LONGEST_STATEMENT)
    return "\n".join(["```text", asked, "", *shown, "```"])


def _shortened(text: str, longest: int) -> str:
    return text if len(text) <= longest else f"{text[: longest - 1]}…"
