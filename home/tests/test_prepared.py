import pytest
from django.contrib.auth.models import User
from django.db import ProgrammingError, connection
from django.test import TransactionTestCase
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from wagtail.models import Locale

from azionelab import env
from home.prepared import columns_of, first_row, rows

COLUMNS = columns_of(Locale, "locale")
STATEMENT = f"SELECT {COLUMNS}, 7 AS seven FROM wagtailcore_locale AS locale WHERE language_code = %s"  # noqa: S608


class FirstRowTests(TransactionTestCase):
    serialized_rollback = True

    def test_a_row_and_what_is_no_field(self):
        row = first_row(Locale, STATEMENT, ["it"])
        assert (row, row.seven) == (Locale.objects.get(language_code="it"), 7)
        assert (row._state.adding, row._state.db) == (False, "default")
        assert first_row(Locale, STATEMENT, ["xx"]) is None

    def test_a_row_is_what_the_orm_reads(self):
        account = User.objects.create_user("giulia", last_login=timezone.now())
        statement = f"SELECT {columns_of(User, 'account')} FROM auth_user AS account WHERE id = %s"  # noqa: S608
        found, read = first_row(User, statement, [account.pk]), User.objects.get()
        assert {name: vars(found)[name] for name in vars(read) if name != "_state"} == {
            name: value for name, value in vars(read).items() if name != "_state"
        }
        found.last_name = "Bianchi"
        found.save()
        assert User.objects.get().last_name == "Bianchi"

    def test_values_may_have_names(self):
        assert first_row(Locale, STATEMENT.replace("%s", "%(code)s"), {"code": "en"}).language_code == "en"

    def test_it_counts_as_a_statement(self):
        with self.assertNumQueries(1):
            first_row(Locale, STATEMENT, ["it"])


@pytest.mark.postgresql
class PreparedTests(TransactionTestCase):
    serialized_rollback = True

    def prepared(self):
        with connection.cursor() as cursor:
            cursor.execute("SELECT count(*) FROM pg_prepared_statements WHERE statement LIKE '%%AS seven%%'")
            return cursor.fetchone()[0]

    def test_what_is_asked_often_is_kept_prepared(self):
        for code in ("it", "en"):
            assert first_row(Locale, STATEMENT, [code]).language_code == code
        assert self.prepared() == 0
        for code in ("it", "en") * env.PREPARED_AFTER:
            assert first_row(Locale, STATEMENT, [code]).language_code == code
        assert self.prepared() == 1

    def test_it_is_planned_once_whatever_the_values(self):
        for code in ("it", "en") * env.PREPARED_AFTER:
            first_row(Locale, STATEMENT, [code])
        with connection.cursor() as cursor:
            cursor.execute(
                "SELECT generic_plans > 0, custom_plans FROM pg_prepared_statements WHERE statement LIKE '%%AS seven%%'"
            )
            assert cursor.fetchall() == [(True, 0)]

    def test_a_column_that_another_release_adds_ends_nothing(self):
        for _time in range(env.PREPARED_AFTER + 2):
            first_row(Locale, STATEMENT, ["it"])
        with connection.copy().temporary_connection() as other:
            other.execute("ALTER TABLE wagtailcore_locale ADD COLUMN later integer")
        try:
            assert first_row(Locale, STATEMENT, ["it"]).language_code == "it"
        finally:
            with connection.cursor() as cursor:
                cursor.execute("ALTER TABLE wagtailcore_locale DROP COLUMN later")

    def test_the_log_has_the_text_of_each_statement(self):
        with CaptureQueriesContext(connection) as captured:
            for _time in range(env.PREPARED_AFTER + 2):
                first_row(Locale, STATEMENT, ["it"])
        assert {query["sql"] for query in captured} == {STATEMENT.replace("%s", "$1")}

    def test_an_error_of_the_database_is_one_of_djangos(self):
        with self.assertRaises(ProgrammingError):
            rows("SELECT nothing FROM nowhere", [])
        assert rows("SELECT 1", []) == [(1,)]

    def test_statements_in_turn_each_have_their_own_answer(self):
        for number in range(env.PREPARED_AFTER + 2):
            assert rows("SELECT %s::integer", [number]) == [(number,)]
            assert rows("SELECT %s::text, NULL", [str(number)]) == [(str(number), None)]

    def test_whoever_wraps_statements_hears_of_each(self):
        heard = []
        with connection.execute_wrapper(lambda execute, sql, *rest: heard.append(sql) or execute(sql, *rest)):
            assert rows("SELECT 1", []) == [(1,)]
        assert heard == ["SELECT 1"]
