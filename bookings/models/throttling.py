from django.db import models


class ThrottleCount(models.Model):
    """How often one subject tried one thing in one window of time, for all processes together.

    `subject` is a keyed digest of a client's address or an e-mail address, never the address itself.
    """

    scope = models.CharField(max_length=32)
    subject = models.CharField(max_length=64)
    window_start = models.DateTimeField(db_index=True)
    tries = models.PositiveIntegerField(default=1)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["scope", "subject", "window_start"], name="bookings_throttle_once")
        ]

    def __str__(self) -> str:
        return f"{self.scope} {self.window_start:%H:%M}: {self.tries}"
