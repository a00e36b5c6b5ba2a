from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from home.patterns import block_samples, block_scripts, performances, shows


@require_safe
def patterns(request: HttpRequest) -> HttpResponse:
    """Every component of the site in every state, for the people who build it. Only served while DEBUG is on."""
    samples = {
        "blocks": block_samples(),
        "scripts": sorted(block_scripts()),
        "performances": performances(),
        "shows": shows(),
        "notices": ["info", "success", "warning", "error"],
        "press_quote": {
            "text": "Si esce guardando il cielo con sospetto, e con gratitudine.",
            "critic": "Olga Marchetti",
            "publication": "Il Quaderno delle Scene",
            "url": "#press-quote",
        },
    }
    return render(request, "dev/patterns.html", samples)
