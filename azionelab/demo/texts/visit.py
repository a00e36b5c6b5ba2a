"""How to reach the company, and its two rooms: the contact page and the venue pages."""

from dataclasses import dataclass

from azionelab.demo.texts import Bilingual, PageText

CONTACT_PAGE = "contact"
TOPICS = {
    "it": ["Biglietteria", "Scuole e gruppi", "Esigenze di accesso", "Stampa", "Altro"],
    "en": ["Box office", "Schools and groups", "Access needs", "Press", "Something else"],
}
THANKS = Bilingual(
    "Leggiamo tutto, di solito entro due giorni di prove. Se ti serve un posto per stasera, telefona: fai prima.",
    "We read everything, usually within two days of rehearsal. For a place tonight, call us: that is faster.",
)
CONTACT = {
    "it": PageText(
        "contatti",
        "Contatti",
        "Scrivi ad AzioneLab, telefona, o passa in sala.",
        "Per le scuole, la stampa, le esigenze di accesso, e per dirci che cosa hai visto.",
        [],
    ),
    "en": PageText(
        "contact",
        "Contact",
        "Write to AzioneLab, call, or drop in.",
        "For schools, the press, access needs, and to tell us what you saw.",
        [],
    ),
}


@dataclass(frozen=True)
class DemoVenuePage:
    picture_alt: Bilingual
    invitation: Bilingual
    texts: dict[str, PageText]


VENUE_PAGES = {
    "sala-macchine": DemoVenuePage(
        Bilingual(
            "La Sala Macchine vuota: un fascio di luce scende tra le travi su una sola sedia",
            "Sala Macchine empty: a beam of light falls between the girders on a single chair",
        ),
        Bilingual(
            "La sala grande: accesso, posti, che cosa c’è in scena.", "The large room: access, seats, what is on."
        ),
        {
            "it": PageText(
                "sala-macchine",
                "Sala Macchine",
                "La sala grande di AzioneLab: ottanta sedie in una ex sala macchine, senza sipario e senza gradini.",
                "Ottanta sedie, un pavimento di cemento, nessun sipario. Qui proviamo, e qui andiamo in scena.",
                [
                    ("heading", "La sala"),
                    (
                        "text",
                        "<p>Fino al 1971 qui giravano le pompe dell’acquedotto. I basamenti delle macchine sono "
                        "rimasti: sono i nostri praticabili. Le sedie si spostano a ogni spettacolo, quindi non ci "
                        "sono posti numerati.</p><p>Il bar apre con le porte, mezz’ora prima.</p>",
                    ),
                ],
            ),
            "en": PageText(
                "sala-macchine",
                "Sala Macchine",
                "AzioneLab’s large room: eighty chairs in a former engine room, no curtain and no steps.",
                "Eighty chairs, a concrete floor, no curtain. We rehearse here, and here we perform.",
                [
                    ("heading", "The room"),
                    (
                        "text",
                        "<p>Until 1971 the pumps of the waterworks ran here. Their plinths have stayed: they are our "
                        "platforms. The chairs move with each show, so no seat has a number.</p>"
                        "<p>The bar opens with the doors, half an hour before curtain.</p>",
                    ),
                ],
            ),
        },
    ),
    "la-serra": DemoVenuePage(
        Bilingual(
            "La Serra di sera: i vetri illuminati da dentro e due file di sedie",
            "La Serra at dusk: its panes lit from inside and two rows of chairs",
        ),
        Bilingual(
            "La sala piccola, sotto i vetri: come ci si arriva davvero.", "The small room, under glass: the way there."
        ),
        {
            "it": PageText(
                "la-serra",
                "La Serra",
                "La sala piccola di AzioneLab: ventiquattro sedie sotto i vetri di un vecchio vivaio.",
                "Ventiquattro sedie sotto il vetro. Si comincia al tramonto, perché la luce la mette il cielo.",
                [
                    ("heading", "La sala"),
                    (
                        "text",
                        "<p>Una serra del vecchio vivaio comunale. D’inverno è riscaldata, ma poco: porta un maglione. "
                        "Quando piove si sente, e ne teniamo conto.</p>",
                    ),
                ],
            ),
            "en": PageText(
                "la-serra",
                "La Serra",
                "AzioneLab’s small room: twenty-four chairs under the panes of an old plant nursery.",
                "Twenty-four chairs under glass. We start at dusk, because the sky does the lighting.",
                [
                    ("heading", "The room"),
                    (
                        "text",
                        "<p>A glasshouse of the old municipal nursery. It is heated in winter, but not much: bring a "
                        "jumper. One hears the rain, and we play with it.</p>",
                    ),
                ],
            ),
        },
    ),
}
