"""Whether the site is well: for load balancers, timers and people."""

from typing import Any

from django.db import DatabaseError, connection
from django.db.migrations.executor import MigrationExecutor
from django.utils import timezone
from drf_spectacular.utils import extend_schema
from rest_framework import serializers, status
from rest_framework.permissions import AllowAny
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from bookings import queries

UNKNOWN_OUTBOX = {"due": None, "oldest_seconds": None}


class OutboxHealthSerializer(serializers.Serializer):
    due = serializers.IntegerField(allow_null=True, help_text="Mails whose time has come.")
    oldest_seconds = serializers.IntegerField(allow_null=True)


class HealthSerializer(serializers.Serializer):
    status = serializers.ChoiceField(["ok", "failing"])
    database = serializers.ChoiceField(["ok", "failing"])
    migrations = serializers.ChoiceField(["ok", "pending", "unknown"])
    outbox = OutboxHealthSerializer()


class LiveSerializer(serializers.Serializer):
    status = serializers.ChoiceField(["ok"])


class HealthView(APIView):
    authentication_classes: list[type] = []
    permission_classes = [AllowAny]

    @extend_schema(operation_id="health", responses={200: HealthSerializer, 503: HealthSerializer})
    def get(self, request: Request) -> Response:
        """Ready to serve: the database answers and its migrations are applied."""
        report = _report()
        is_well = report["status"] == "ok"
        return Response(report, status=status.HTTP_200_OK if is_well else status.HTTP_503_SERVICE_UNAVAILABLE)


class LiveView(APIView):
    authentication_classes: list[type] = []
    permission_classes = [AllowAny]

    @extend_schema(operation_id="health_live", responses=LiveSerializer)
    def get(self, request: Request) -> Response:
        """The process answers; the database is not asked."""
        return Response({"status": "ok"})


def _report() -> dict[str, Any]:
    try:
        pending = _has_pending_migrations()
        backlog = None if pending else queries.outbox_backlog(timezone.now())
    except DatabaseError:
        return {"status": "failing", "database": "failing", "migrations": "unknown", "outbox": UNKNOWN_OUTBOX}
    outbox = {"due": backlog.due, "oldest_seconds": backlog.oldest_seconds} if backlog else UNKNOWN_OUTBOX
    state = "failing" if pending else "ok"
    return {"status": state, "database": "ok", "migrations": "pending" if pending else "ok", "outbox": outbox}


def _has_pending_migrations() -> bool:
    executor = MigrationExecutor(connection)
    return bool(executor.migration_plan(executor.loader.graph.leaf_nodes()))
