"""Whether the site is well: for load balancers, timers and people."""

from typing import Any

from django.conf import settings
from django.db import Error
from django.utils import timezone
from drf_spectacular.utils import extend_schema
from rest_framework import serializers, status
from rest_framework.permissions import AllowAny
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from azionelab import last_runs
from azionelab.api import readiness
from bookings import queries

UNKNOWN = {"outbox": {"due": None, "oldest_seconds": None}, "tick": {"seconds_ago": None}}


class OutboxHealthSerializer(serializers.Serializer):
    due = serializers.IntegerField(allow_null=True, help_text="Mails whose time has come.")
    oldest_seconds = serializers.IntegerField(allow_null=True)


class TickHealthSerializer(serializers.Serializer):
    seconds_ago = serializers.IntegerField(allow_null=True, help_text="Since the timer last ran; null: never.")


class HealthSerializer(serializers.Serializer):
    status = serializers.ChoiceField(["ok", "failing"])
    database = serializers.ChoiceField(["ok", "failing"])
    migrations = serializers.ChoiceField(["ok", "pending", "unknown"])
    version = serializers.CharField()
    outbox = OutboxHealthSerializer()
    tick = TickHealthSerializer()


class LiveSerializer(serializers.Serializer):
    status = serializers.ChoiceField(["ok"])


class HealthView(APIView):
    authentication_classes: list[type] = []
    permission_classes = [AllowAny]

    @extend_schema(operation_id="health", responses={200: HealthSerializer, 503: HealthSerializer})
    def get(self, request: Request) -> Response:
        """Ready to serve: the database answers and its migrations are applied.

        How late mails and the timer are is told and never judged: a proxy must not take a site out of which visitors
        can book.
        """
        report = {**UNKNOWN, **_report(), "version": settings.AZIONELAB_VERSION}
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
        if not readiness.database.answers():
            return {"status": "failing", "database": "failing", "migrations": "unknown"}
        if readiness.migrations.is_pending():
            return {"status": "failing", "database": "ok", "migrations": "pending"}
        return {"status": "ok", "database": "ok", "migrations": "ok", **_timed()}
    except Error:
        return {"status": "failing", "database": "failing", "migrations": "unknown"}


def _timed() -> dict[str, Any]:
    now = timezone.now()
    backlog, tick = queries.outbox_backlog(now), last_runs.of(last_runs.TICK)
    return {
        "outbox": {"due": backlog.due, "oldest_seconds": backlog.oldest_seconds},
        "tick": {"seconds_ago": max(0, int((now - tick.at).total_seconds())) if tick else None},
    }
