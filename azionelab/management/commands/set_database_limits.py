from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.db import connection

from azionelab.env import DATABASE_LIMITS


class Command(BaseCommand):
    help = (
        "Makes the limits of time a property of the database role, for this database. Needed behind a pooler in "
        "transaction mode, which takes none from the site; harmless without one. New connections have them."
    )

    def handle(self, *args: Any, **options: Any) -> None:
        """A role may do this for itself. A backup does not carry it: it is done again on a new server."""
        if connection.vendor != "postgresql":
            raise CommandError("Only PostgreSQL has roles.")
        with connection.cursor() as cursor:
            database = connection.ops.quote_name(connection.settings_dict["NAME"])
            for setting, limit in DATABASE_LIMITS.items():
                cursor.execute(f"ALTER ROLE CURRENT_USER IN DATABASE {database} SET {setting} = '{limit}'")
        self.stdout.write(", ".join(f"{setting} {limit}" for setting, limit in DATABASE_LIMITS.items()))
