"""From a refusal of the booking core to an answer: the one table of statuses, and one shape for every error."""

import logging
from typing import Any

from django.db import InterfaceError, OperationalError
from drf_standardized_errors.formatter import ExceptionFormatter
from drf_standardized_errors.handler import ExceptionHandler
from rest_framework import exceptions, status
from rest_framework.permissions import AllowAny
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from azionelab import request_ids
from bookings import exceptions as bookings
from checkins import exceptions as checkins

log = logging.getLogger(__name__)

STATUS_BY_REFUSAL: dict[type[bookings.BookingRefused], int] = {
    bookings.NotFound: status.HTTP_404_NOT_FOUND,
    bookings.PartyTooLarge: status.HTTP_400_BAD_REQUEST,
    bookings.NotYetOpen: status.HTTP_409_CONFLICT,
    bookings.BookingClosed: status.HTTP_409_CONFLICT,
    bookings.PerformanceCancelled: status.HTTP_409_CONFLICT,
    bookings.NotEnoughSeats: status.HTTP_409_CONFLICT,
    bookings.TooManySeats: status.HTTP_409_CONFLICT,
    bookings.IdempotencyConflict: status.HTTP_409_CONFLICT,
    bookings.ReservationExpired: status.HTTP_410_GONE,
    bookings.ReservationCancelled: status.HTTP_409_CONFLICT,
    bookings.AlreadyCheckedIn: status.HTTP_409_CONFLICT,
    bookings.ReleaseOff: status.HTTP_409_CONFLICT,
    bookings.TooEarlyToRelease: status.HTTP_409_CONFLICT,
    bookings.Busy: status.HTTP_503_SERVICE_UNAVAILABLE,
    checkins.NotConfirmed: status.HTTP_409_CONFLICT,
    checkins.WrongPerformance: status.HTTP_409_CONFLICT,
    checkins.MoreThanToCome: status.HTTP_400_BAD_REQUEST,
    checkins.SeatsReleased: status.HTTP_409_CONFLICT,
    checkins.NotTonight: status.HTTP_409_CONFLICT,
    checkins.UndoTooLate: status.HTTP_409_CONFLICT,
    checkins.SyncTooLate: status.HTTP_409_CONFLICT,
}
RETRY_AFTER_SECONDS = 3
# What the database answers when it, or a row of it, cannot be had in time.
DATABASE_UNAVAILABLE = (OperationalError, InterfaceError)


class UnknownPathView(APIView):
    """Whatever is not a call of the API is answered in its shape, and not with a page."""

    authentication_classes: list[type] = []
    permission_classes = [AllowAny]
    schema = None

    def initial(self, request: Request, *args: Any, **kwargs: Any) -> None:
        raise bookings.NotFound


class RefusedAnswer(exceptions.APIException):
    """A refusal on its way out; keeps the facts that the formatter puts beside its words."""

    def __init__(self, refusal: bookings.BookingRefused) -> None:
        super().__init__(detail=refusal.detail, code=refusal.code)
        self.refusal = refusal
        self.status_code = STATUS_BY_REFUSAL[type(refusal)]
        if self.status_code == status.HTTP_503_SERVICE_UNAVAILABLE:
            self.wait = RETRY_AFTER_SECONDS


class RefusalHandler(ExceptionHandler):
    def report_exception(self, exc: exceptions.APIException, response: Response) -> None:
        """One line for a refusal that is a server's error by its status: a rush must not flood the log."""
        if isinstance(exc, RefusedAnswer):
            if exc.status_code == status.HTTP_503_SERVICE_UNAVAILABLE:
                log.warning("busy: %s", type(self.exc).__name__)
            return
        super().report_exception(exc, response)

    def convert_known_exceptions(self, exc: Exception) -> Exception:
        if isinstance(exc, DATABASE_UNAVAILABLE):
            exc = bookings.Busy()
        if isinstance(exc, bookings.BookingRefused):
            return RefusedAnswer(exc)
        return super().convert_known_exceptions(exc)


class RefusalFormatter(ExceptionFormatter):
    def format_error_response(self, error_response: Any) -> dict[str, Any]:
        answer = super().format_error_response(error_response)
        if isinstance(self.exc, RefusedAnswer):
            [error] = answer["errors"]
            error |= {"attr": self.exc.refusal.field, **self.exc.refusal.facts}
        elif self.exc.status_code == status.HTTP_500_INTERNAL_SERVER_ERROR:
            [error] = answer["errors"]
            error["request_id"] = request_ids.current()
        return answer
