"""Five pieces of news, dated back from the day on which the demo is loaded."""

from dataclasses import dataclass, field

from azionelab.demo.texts import Bilingual, PageText

INDEX = {
    "it": PageText(
        "notizie",
        "Notizie",
        "Quello che succede ad AzioneLab tra uno spettacolo e l’altro.",
        "Prove aperte, laboratori, lavori in corso: quello che succede tra uno spettacolo e l’altro.",
        [],
    ),
    "en": PageText(
        "news",
        "News",
        "What happens at AzioneLab between one show and the next.",
        "Open rehearsals, workshops, work in progress: what happens between one show and the next.",
        [],
    ),
}


@dataclass(frozen=True)
class DemoNews:
    key: str
    days_ago: int
    picture_alt: Bilingual
    texts: dict[str, PageText]
    author: str = ""
    shows: list[str] = field(default_factory=list)


OPEN_DOOR = DemoNews(
    key="open-door",
    days_ago=2,
    author="livia",
    shows=["rains"],
    picture_alt=Bilingual(
        "Una porta aperta in una parete nera; la luce disegna un lungo trapezio sul pavimento.",
        "An open door in a black wall; its light draws a long trapezium on the floor.",
    ),
    texts={
        "it": PageText(
            "prove-aperte-del-mercoledi",
            "Il mercoledì la porta resta aperta",
            "Da questa settimana si può assistere alle prove dell’«Inventario delle piogge»: entri, ti siedi in fondo, "
            "resti quanto vuoi.",
            "",
            [
                (
                    "text",
                    "<p>Ogni mercoledì dalle 15 alle 18 proviamo a porte aperte nella Sala Macchine. Non serve "
                    "prenotare e non serve arrivare puntuali: c’è sempre una fila libera in fondo.</p>"
                    "<p>Ti chiediamo solo due cose. Di spegnere il telefono, e di dirci uscendo che cosa ti ricordi: "
                    "lo "
                    "scriviamo su un cartoncino e lo teniamo fino alla prova dopo.</p>",
                ),
                (
                    "quote",
                    {
                        "text": "Chi guarda una prova non vede uno spettacolo non finito: vede una decisione.",
                        "author": "Livia Ferrante",
                    },
                ),
            ],
        ),
        "en": PageText(
            "open-rehearsals-on-wednesdays",
            "On Wednesdays the door stays open",
            "From this week you can sit in on rehearsals of “The Inventory of Rains”: come in, sit at the back, stay "
            "as "
            "long as you like.",
            "",
            [
                (
                    "text",
                    "<p>Every Wednesday from 3 to 6 pm we rehearse with the door open, in Sala Macchine. There is no "
                    "need to book and none to be on time: a row at the back is always free.</p>"
                    "<p>We ask two things. Switch your telephone off, and tell us on your way out what you remember: "
                    "we "
                    "write it on a card and keep it until the next rehearsal.</p>",
                ),
                (
                    "quote",
                    {
                        "text": "Who watches a rehearsal does not see an unfinished show: they see a decision.",
                        "author": "Livia Ferrante",
                    },
                ),
            ],
        ),
    },
)

LOOP = DemoNews(
    key="loop",
    days_ago=11,
    author="davide",
    picture_alt=Bilingual(
        "Cerchi concentrici blu attorno a un punto bianco, come un suono che si allarga.",
        "Blue circles around a white dot, like a sound that spreads.",
    ),
    texts={
        "it": PageText(
            "un-anello-per-sentire",
            "Un anello per sentire meglio",
            "La Sala Macchine ha un anello a induzione nuovo: chi porta un apparecchio acustico sente la scena, non la "
            "sala.",
            "",
            [
                (
                    "text",
                    "<p>L’anello corre sotto le prime sei file. Basta mettere l’apparecchio sulla posizione T: la voce "
                    "degli attori arriva senza la tosse del vicino.</p>"
                    "<p>Se è la prima volta, vieni un quarto d’ora prima: proviamo insieme il volume. Davide ti "
                    "aspetta al banco del suono.</p>",
                ),
                (
                    "notice",
                    {
                        "kind": "info",
                        "text": "<p>Alla Serra l’anello non c’è ancora. Quando prenoti, scrivici che ti serve: ti "
                        "teniamo un posto vicino alla scena.</p>",
                    },
                ),
            ],
        ),
        "en": PageText(
            "a-loop-to-hear-better",
            "A loop to hear better",
            "Sala Macchine has a new hearing loop: with a hearing aid you hear the stage, and not the room.",
            "",
            [
                (
                    "text",
                    "<p>The loop runs below the first six rows. Set your hearing aid to T: the actors’ voices arrive "
                    "without your neighbour’s cough.</p>"
                    "<p>If it is your first time, come a quarter of an hour early and we try the volume together. "
                    "Davide waits at the sound desk.</p>",
                ),
                (
                    "notice",
                    {
                        "kind": "info",
                        "text": "<p>La Serra has no loop yet. When you book, tell us that you need one: we keep you a "
                        "place near the stage.</p>",
                    },
                ),
            ],
        ),
    },
)

SEASON = DemoNews(
    key="season",
    days_ago=33,
    shows=["rains", "antigone", "chairs"],
    picture_alt=Bilingual(
        "Quattro strisce verticali di colore, come sipari, salgono ad altezze diverse su fondo nero.",
        "Four vertical strips of colour, like curtains, rise to different heights on black.",
    ),
    texts={
        "it": PageText(
            "la-stagione-comincia",
            "La stagione comincia, e comincia piano",
            "Tre spettacoli, due sale, nessuna prima. Ogni sera è una prova davanti a te, finché non smette di "
            "esserlo.",
            "",
            [
                (
                    "text",
                    "<p>Quest’anno non facciamo prime. Ogni spettacolo apre con tre sere di prova davanti al pubblico, "
                    "cambia, e poi resta in scena finché ha qualcosa da dire.</p>"
                    "<p>Si entra gratis, come sempre, e come sempre i posti sono pochi. Se prenoti e poi non puoi "
                    "venire, ridacci il posto: bastano due clic dal messaggio di conferma.</p>",
                ),
                (
                    "call_to_action",
                    {"text": "Tre spettacoli, da vedere presto.", "label": "Vedi gli spettacoli", "page": "shows"},
                ),
            ],
        ),
        "en": PageText(
            "the-season-begins",
            "The season begins, and begins quietly",
            "Three shows, two rooms, no opening night. Each evening is a rehearsal before you, until it stops being "
            "one.",
            "",
            [
                (
                    "text",
                    "<p>This year there are no opening nights. Each show begins with three evenings of rehearsal "
                    "before "
                    "an audience, changes, and then stays on as long as it has something to say.</p>"
                    "<p>Entry is free, as always, and as always there are few places. If you book and then cannot "
                    "come, "
                    "give yours back: it takes two taps from the confirmation mail.</p>",
                ),
                (
                    "call_to_action",
                    {"text": "Three shows, to be seen soon.", "label": "See the shows", "page": "shows"},
                ),
            ],
        ),
    },
)

WORKSHOP = DemoNews(
    key="workshop",
    days_ago=58,
    author="elio",
    picture_alt=Bilingual(
        "Dodici sedie viste dall’alto, in cerchio su fondo verde; una è rossa e vuota.",
        "Twelve chairs seen from above, in a circle on green; one is red and empty.",
    ),
    texts={
        "it": PageText(
            "laboratorio-d-inverno",
            "Laboratorio d’inverno: dodici sedie, una è la tua",
            "Da gennaio a marzo, il lunedì sera. Per chi non è mai salito su un palco e per chi ne è sceso da un po’.",
            "",
            [
                (
                    "text",
                    "<p>Si comincia seduti in cerchio e si finisce, a marzo, davanti a qualcuno. In mezzo ci sono "
                    "dieci "
                    "lunedì, dalle 20 alle 22.30, con Elio Santangelo.</p>"
                    "<p>Non serve esperienza. Servono scarpe comode e un testo che sai a memoria, fosse anche la lista "
                    "della spesa. Il laboratorio è gratuito; i posti sono dodici.</p>",
                ),
            ],
        ),
        "en": PageText(
            "winter-workshop",
            "Winter workshop: twelve chairs, one is yours",
            "January to March, on Monday evenings. For those who never stood on a stage, and those who left it a while "
            "ago.",
            "",
            [
                (
                    "text",
                    "<p>It begins sitting in a circle and ends, in March, in front of somebody. Between the two lie "
                    "ten "
                    "Mondays, from 8 to 10.30 pm, with Elio Santangelo.</p>"
                    "<p>No experience is needed. Bring comfortable shoes and a text that you know by heart, were it a "
                    "shopping list. The workshop is free; there are twelve places.</p>",
                ),
            ],
        ),
    },
)

GREENHOUSE = DemoNews(
    key="greenhouse",
    days_ago=420,
    picture_alt=Bilingual(
        "Il tetto di una serra a linee bianche su fondo ocra, con un sole nero dietro i vetri.",
        "The roof of a greenhouse in white lines on ochre, with a black sun behind the panes.",
    ),
    texts={
        "it": PageText(
            "apre-la-serra",
            "Apre La Serra",
            "Abbiamo una seconda sala: un vivaio abbandonato in viale dei Tigli, ventiquattro posti e la pioggia sul "
            "tetto.",
            "",
            [
                (
                    "text",
                    "<p>Ci abbiamo messo due estati. I vetri rotti erano centododici, li abbiamo cambiati uno a uno; "
                    "il "
                    "riscaldamento è arrivato ieri. La Serra ha ventiquattro posti e un difetto che ci piace: quando "
                    "piove, "
                    "si sente.</p>"
                    "<p>Grazie a chi ha portato vasi, tende, braccia. I nomi sono tutti sulla porta.</p>",
                ),
            ],
        ),
        "en": PageText(
            "la-serra-opens",
            "La Serra opens",
            "We have a second room: an abandoned plant nursery in viale dei Tigli, twenty-four places, and rain on "
            "the roof.",
            "",
            [
                (
                    "text",
                    "<p>It took two summers. There were a hundred and twelve broken panes, and we replaced them one by "
                    "one; the heating came yesterday. La Serra has twenty-four places and a fault that we like: when "
                    "it "
                    "rains, you hear it.</p>"
                    "<p>Thank you to everyone who brought pots, curtains, arms. All the names are on the door.</p>",
                ),
            ],
        ),
    },
)

NEWS = [OPEN_DOOR, LOOP, SEASON, WORKSHOP, GREENHOUSE]
