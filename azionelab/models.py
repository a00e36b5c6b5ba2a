"""What the project itself keeps: when each timed command last ran."""

from django.db import models


class LastRun(models.Model):
    """The last run of one timed command. Written by azionelab.last_runs, read by health, metrics and doctor."""

    name = models.CharField(max_length=20, primary_key=True)
    at = models.DateTimeField(help_text="When it last ended, well or not.")
    well_at = models.DateTimeField(null=True, help_text="When it last ended with nothing failed.")
    failed = models.CharField(max_length=500, blank=True, help_text="The parts that failed, by their names.")
    made = models.CharField(max_length=200, blank=True, help_text="The file that the last good run has made.")

    class Meta:
        default_permissions = ()

    def __str__(self) -> str:
        return self.name
