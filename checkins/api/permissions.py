from rest_framework.permissions import BasePermission
from rest_framework.request import Request
from rest_framework.views import APIView


class IsFrontOfHouse(BasePermission):
    """Signed in, and allowed to let people in: front of house, box office, administrators."""

    def has_permission(self, request: Request, view: APIView) -> bool:
        return request.user.has_perm("checkins.admit_parties")
