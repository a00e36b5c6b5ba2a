from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _


class ContactMessage(models.Model):
    """What a visitor has written on a contact page. Recorded by bookings.contact with the mail that carries it.

    Personal data stands in `name`, `email` and `text`, and nowhere else; they are erased some days after it was sent.
    """

    page = models.ForeignKey(
        "bookings.ContactPage",
        on_delete=models.SET_NULL,
        null=True,
        related_name="messages",
        verbose_name=_("contact page"),
    )
    topic = models.CharField(_("topic"), max_length=80, blank=True)
    name = models.CharField(_("name"), max_length=120, blank=True)
    email = models.EmailField(_("e-mail"), blank=True)
    text = models.TextField(_("message"), max_length=5000, blank=True)
    language = models.CharField(_("language"), max_length=5, choices=settings.LANGUAGES, default="it")
    created_at = models.DateTimeField(_("written"))
    erased_at = models.DateTimeField(_("personal data erased"), null=True, blank=True)

    # The same form with the same content sent twice is one message: a digest of both, keyed with the secret.
    form_digest = models.CharField(max_length=64, null=True, unique=True, editable=False)  # noqa: DJ001  NULLs are many

    wagtail_reference_index_ignore = True  # Wagtail counts the uses of content; this is none

    class Meta:
        verbose_name = _("message from a contact page")
        verbose_name_plural = _("messages from contact pages")
        ordering = ["-created_at", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(erased_at__isnull=True) | Q(name="", email="", text="", form_digest__isnull=True),
                name="bookings_erased_message_is_empty",
            )
        ]

    def __str__(self) -> str:
        return f"{self.topic or _('Contact page')}, {self.created_at:%d.%m.%Y}"
