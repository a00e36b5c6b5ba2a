"""What follows when editors publish; pictures alone, nothing of bookings hangs on it."""

from django.dispatch import receiver
from wagtail.models import Page
from wagtail.signals import page_published, published

from home import renditions
from home.models import Person


@receiver(page_published)
def prepare_page(instance: Page, **kwargs) -> None:
    renditions.prepare_after_commit([instance])


@receiver(published, sender=Person)
def prepare_pages_of_person(instance: Person, **kwargs) -> None:
    renditions.prepare_after_commit(renditions.pages_showing(instance))
