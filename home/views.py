from datetime import timedelta
from types import SimpleNamespace

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import pgettext
from django.views.decorators.http import require_safe


@require_safe
def patterns(request: HttpRequest) -> HttpResponse:
    """Every component of the site in every state, for the people who build it. Only served while DEBUG is on."""
    samples = {
        "performances": _sample_performances(),
        "notices": ["info", "success", "warning", "error"],
        "quote": {"text": "Il buio non è assenza: è il posto da cui si guarda.", "author": "Dal quaderno di regia"},
    }
    return render(request, "dev/patterns.html", samples)


def _sample_performances() -> list[SimpleNamespace]:
    labels = {
        "open": _("Places free"),
        "few_left": _("Few places left"),
        "full": _("Full"),
        "not_yet_open": _("Booking not open yet"),
        "closed": _("Booking closed"),
        "cancelled": _("Cancelled"),
    }
    access = [
        SimpleNamespace(value="relaxed", label=pgettext("performance", "Relaxed")),
        SimpleNamespace(value="captioned", label=pgettext("performance", "Captioned")),
        SimpleNamespace(value="audio_described", label=pgettext("performance", "Audio-described")),
        SimpleNamespace(value="signed", label=pgettext("performance", "With a sign language interpreter")),
    ]
    first = timezone.localtime().replace(hour=21, minute=0, second=0, microsecond=0)
    return [
        SimpleNamespace(
            id=number,
            starts_at=first + timedelta(days=number),
            doors_at=first + timedelta(days=number, minutes=-30),
            venue=SimpleNamespace(name="Sala Macchine", city="Bologna"),
            state=state,
            state_label=label,
            show_title="L’inventario delle piogge",
            show_url="#performances",
            is_cancelled=state == "cancelled",
            moved_from=first + timedelta(days=number - 1) if state == "few_left" else None,
            access_types=access[number : number + 1],
        )
        for number, (state, label) in enumerate(labels.items())
    ]
