"""Who has reserved, what the box office has noted down, and what it has written to everybody. All invented."""

from dataclasses import dataclass
from datetime import timedelta

from bookings.announcements import Words
from bookings.enums import AccessNeed, ReservationKind


@dataclass(frozen=True)
class Guest:
    """A party as somebody at the box office types it."""

    name: str
    people: int
    kind: ReservationKind = ReservationKind.ORDINARY
    email: str = ""
    phone: str = ""
    needs: tuple[AccessNeed, ...] = ()
    notes: str = ""
    staff_note: str = ""
    language: str = "it"
    held: timedelta | None = None  # before the curtain: until then its seats wait for it


@dataclass(frozen=True)
class Price:
    it: str
    en: str
    cents: int


FULL_PRICE = Price("Intero", "Full price", 1200)
REDUCED = Price("Ridotto", "Reduced", 800)
SCHOOLS = Price("Scuole e gruppi", "Schools and groups", 600)
FREE = Price("Omaggio", "Guests of the house", 0)
PRICES = [FULL_PRICE, REDUCED, SCHOOLS, FREE]

TONIGHT = [
    Guest("Agnese Tirelli", 2),
    Guest("Corrado Bassi", 4, phone="051 000 1204"),
    Guest("Famiglia Orlandini", 5, notes="Due bambini di otto e undici anni."),
    Guest("Nives Zoboli", 1, needs=(AccessNeed.WHEELCHAIR,), staff_note="Arriva in taxi, cancello laterale."),
    Guest("Ruggero Malaguti", 3),
    Guest("Teresa Iotti", 2, needs=(AccessNeed.HEARING_LOOP,)),
    Guest("Ugo Ferretti", 6, staff_note="Compleanno: vogliono salutare la compagnia alla fine."),
    Guest("Vanda Gualandi", 1, needs=(AccessNeed.STEP_FREE, AccessNeed.COMPANION)),
    Guest("Carta Velina, redazione", 2, ReservationKind.COMP, staff_note="Recensione sul numero di dicembre."),
    Guest("Ospiti di Wanda Orsini", 3, ReservationKind.COMP),
]

TOMORROW = [
    Guest("Biblioteca Tre Ponti", 11, ReservationKind.GROUP, phone="051 000 5102"),
    Guest("Dora Lambertini", 2, needs=(AccessNeed.HEARING_LOOP,)),
    Guest("Famiglia Zucchini", 4, phone="051 000 2210"),
    Guest("Mirko Sandri", 1),
    Guest("Olga e Renzo Tassi", 2, needs=(AccessNeed.STEP_FREE,)),
    Guest("Radio Fondale", 2, ReservationKind.COMP, staff_note="Intervista dopo lo spettacolo."),
]

NEXT_WEEK = [
    Guest(
        "Scuola media Falistra, classe 2B",
        26,
        ReservationKind.GROUP,
        email="segreteria@falistra.example",
        phone="051 000 3310",
        needs=(AccessNeed.STEP_FREE,),
        staff_note="Due insegnanti comprese. Aspettano l’autorizzazione del consiglio di classe.",
        held=timedelta(days=3),
    ),
    Guest("Circolo Il Faro", 14, ReservationKind.GROUP, phone="051 000 7788", held=timedelta(days=2)),
    Guest("Hannah Weiss", 2, email="hannah.weiss@posta.example", language="en"),
    Guest("Delio Marchetti", 4, phone="051 000 4415"),
]

# Who came on the nights that are over; `manage.py tick` forgets them in time, as it does everybody.
PAST_NAMES = [
    "Ada Benfenati",
    "Livio Carpi",
    "Marta Dondi",
    "Famiglia Elmi",
    "Gino Fabbri",
    "Irma Gandolfi",
    "Lea Montanari",
    "Nello Orsi",
    "Pia Righetti",
    "Sandro Tozzi",
    "Vera Zanotti",
]

# Of the first Antigone; a mail to the second of them came back.
FIRST_NIGHT = [
    Guest("Giuliana Prati", 2, email="giuliana.prati@posta.example"),
    Guest("Bruno Sassoli", 3, email="bruno.sassoli@potsa.example"),
    Guest("Laboratorio di quartiere", 12, ReservationKind.GROUP, phone="051 000 9021"),
]
RETURNED_TO = "Bruno Sassoli"
REFUSED_ADDRESS = "SMTPRecipientsRefused 550"

OF_THE_CANCELLED_NIGHT = [
    Guest("Elda Fornasari", 2, email="elda.fornasari@posta.example"),
    Guest("Martin Kessler", 1, email="martin.kessler@posta.example", language="en"),
    Guest("Oreste Biagi", 4, phone="051 000 6107", staff_note="Non ha e-mail: chiamare."),
]
WHY_CANCELLED = Words(
    subject_it="Antigone: quella sera non andiamo in scena",
    subject_en="Antigone: we do not play that night",
    text_it="Irene si è fatta male in prova e quella sera non possiamo recitare. Ci dispiace molto. "
    "Nelle altre date ci sono posti: scegline una, ti aspettiamo.",
    text_en="Irene was hurt in rehearsal, and we cannot play that night. We are very sorry. "
    "There are places on the other dates: choose one, we look forward to seeing you.",
)

OF_THE_MOVED_NIGHT = [
    Guest("Silvana Monti", 2, email="silvana.monti@posta.example"),
    Guest("Pietro Landi", 3, email="pietro.landi@posta.example", staff_note="Ha chiesto di restare in ultima fila."),
    Guest("Claire Morel", 2, email="claire.morel@posta.example", language="en"),
]
WHY_MOVED = Words(
    text_it="Il quartiere è senza corrente per lavori: recitiamo la sera dopo, alla stessa ora. "
    "Codice e posti restano i tuoi.",
    text_en="The power is off in our street for repairs: we play the evening after, at the same time. "
    "Your code and your places stay yours.",
)
