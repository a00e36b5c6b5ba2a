"""Five shows: one running, one coming, one full, one past, one in preparation."""

from dataclasses import dataclass, field

from azionelab.demo.texts import Bilingual, ShowText


@dataclass(frozen=True)
class CreditText:
    role: Bilingual
    person: str = ""
    guest: str = ""


@dataclass(frozen=True)
class DemoShow:
    key: str
    accent: str
    running_time: int
    interval: int
    director: str
    categories: list[str]
    credits: list[CreditText]
    poster_alt: Bilingual
    picture_alt: Bilingual
    caption: Bilingual
    detail_alt: Bilingual
    detail_caption: Bilingual
    texts: dict[str, ShowText]
    minimum_age: int | None = None
    tags: list[Bilingual] = field(default_factory=list)
    is_of_this_season: bool = True


WITH = Bilingual("Con", "With")
LIGHTS = CreditText(Bilingual("Luci", "Lighting"), person="pietro")
SET = CreditText(Bilingual("Scene e costumi", "Set and costumes"), person="wanda")
SOUND = CreditText(Bilingual("Suono", "Sound"), person="davide")

LATECOMERS_IT = "Chi arriva tardi entra al primo cambio di luce, in fondo alla sala."
LATECOMERS_EN = "Latecomers are let in at the first change of light, at the back of the room."

WATER = Bilingual("acqua", "water")
MEMORY = Bilingual("memoria", "memory")
CITY = Bilingual("città", "city")
SCHOOLS = Bilingual("per le scuole", "for schools")

RAINS = DemoShow(
    key="rains",
    accent="#1d4ed8",
    running_time=75,
    interval=0,
    director="Tommaso Brandi",
    categories=["drama", "new-writing"],
    credits=[
        CreditText(WITH, person="irene"),
        CreditText(WITH, person="elio"),
        SET,
        LIGHTS,
        SOUND,
        CreditText(Bilingual("Consulenza meteorologica", "Weather adviser"), guest="Ada Pellizzari"),
    ],
    poster_alt=Bilingual(
        "Locandina: righe verticali bianche, di lunghezze diverse, cadono su un fondo blu.",
        "Poster: vertical white lines of different lengths fall on a blue ground.",
    ),
    picture_alt=Bilingual(
        "Una figura piccola con un ombrello sotto centinaia di righe di pioggia, su fondo blu.",
        "A small figure with an umbrella under hundreds of lines of rain, on a blue ground.",
    ),
    caption=Bilingual("L’archivista sotto la pioggia numero 1.204", "The archivist under rain number 1,204"),
    detail_alt=Bilingual(
        "Una parete di cassetti blu; uno è aperto e bianco.",
        "A wall of blue drawers; one is open and white.",
    ),
    detail_caption=Bilingual("Quarantotto cassetti, uno per stagione", "Forty-eight drawers, one for each season"),
    minimum_age=12,
    tags=[WATER, MEMORY, CITY],
    texts={
        "it": ShowText(
            slug="inventario-delle-piogge",
            title="L’inventario delle piogge",
            subtitle="Un archivio da ascoltare prima che asciughi",
            author="di Tommaso Brandi",
            summary="In una città dove non piove più, un’archivista cataloga ogni pioggia che qualcuno ricorda.",
            introduction="In una città dove non piove da undici anni, un’archivista apre uno sportello: chi vuole può "
            "venire a depositare la propria pioggia.",
            body=[
                (
                    "text",
                    "<p>C’è chi porta il temporale del giorno in cui è nata sua figlia, chi una pioggerella presa alla "
                    "fermata sbagliata. L’archivista ascolta, misura, assegna un numero. Poi arriva un uomo che non "
                    "ricorda nessuna pioggia, e chiede di averne una.</p>"
                    "<p>Lo spettacolo nasce da duecento racconti raccolti in città durante le prove aperte. Ogni sera "
                    "ne entra in scena uno nuovo.</p>",
                ),
                (
                    "quote",
                    {
                        "text": "Le piogge non si prestano. Si consultano qui, in piedi.",
                        "author": "L’archivista, scena seconda",
                    },
                ),
            ],
            age_guidance="dai 12 anni",
            language_note="In italiano, con soprattitoli in inglese il venerdì",
            latecomer_rule=LATECOMERS_IT,
            warnings=["Buio completo per circa un minuto", "Rumore forte e improvviso di tuono"],
            press=[
                {
                    "text": "Si esce guardando il cielo con sospetto, e con gratitudine.",
                    "critic": "Olga Marchetti",
                    "publication": "Il Quaderno delle Scene",
                    "url": "",
                },
                {
                    "text": "Settantacinque minuti esatti, nessuno di troppo.",
                    "critic": "Bruno Salvi",
                    "publication": "Platea",
                    "url": "",
                },
            ],
        ),
        "en": ShowText(
            slug="inventory-of-rains",
            title="The Inventory of Rains",
            subtitle="An archive to listen to before it dries",
            author="by Tommaso Brandi",
            summary="In a city where it no longer rains, an archivist catalogues every rain that somebody remembers.",
            introduction="In a city where it has not rained for eleven years, an archivist opens a counter: anybody "
            "may come and deposit a rain of their own.",
            body=[
                (
                    "text",
                    "<p>Some bring the storm of the day their daughter was born, some a drizzle caught at the wrong "
                    "bus stop. The archivist listens, measures, gives each a number. Then a man comes who remembers "
                    "no rain at all, and asks to be given one.</p><p>The show grew out of two hundred stories "
                    "collected in the city during open rehearsals. Every night a new one comes on stage.</p>",
                ),
                (
                    "quote",
                    {
                        "text": "Rains are not lent. They are consulted here, standing.",
                        "author": "The archivist, scene two",
                    },
                ),
            ],
            age_guidance="from 12 years",
            language_note="In Italian, with English surtitles on Fridays",
            latecomer_rule=LATECOMERS_EN,
            warnings=["Complete darkness for about a minute", "A sudden loud noise of thunder"],
            press=[
                {
                    "text": "You leave looking at the sky with suspicion, and with gratitude.",
                    "critic": "Olga Marchetti",
                    "publication": "Il Quaderno delle Scene",
                    "url": "",
                },
                {
                    "text": "Exactly seventy-five minutes, and not one too many.",
                    "critic": "Bruno Salvi",
                    "publication": "Platea",
                    "url": "",
                },
            ],
        ),
    },
)

ANTIGONE = DemoShow(
    key="antigone",
    accent="#b0155c",
    running_time=130,
    interval=15,
    director="Livia Ferrante",
    categories=["drama", "classics"],
    credits=[
        CreditText(Bilingual("Antigone", "Antigone"), person="samira"),
        CreditText(Bilingual("Creonte", "Creon"), person="elio"),
        CreditText(Bilingual("Ismene, la portinaia", "Ismene, the caretaker"), person="irene"),
        CreditText(Bilingual("Traduzione e adattamento", "Translation and adaptation"), person="tommaso"),
        SET,
        LIGHTS,
        SOUND,
    ],
    poster_alt=Bilingual(
        "Locandina: la facciata di un palazzo, tutte finestre scure; all’ultimo piano una sola è accesa.",
        "Poster: the front of a tower block, all its windows dark; on the top floor a single one is lit.",
    ),
    picture_alt=Bilingual(
        "Una scala di servizio sale a zigzag verso una porta illuminata di magenta.",
        "A service staircase zigzags up to a door lit in magenta.",
    ),
    caption=Bilingual("La scala, disegno di Wanda Orsini", "The staircase, drawing by Wanda Orsini"),
    detail_alt=Bilingual(
        "Una pulsantiera di campanelli su fondo magenta; uno è bianco e suona.",
        "A panel of doorbells on a magenta ground; one is white and rings.",
    ),
    detail_caption=Bilingual("I campanelli, prima di salire", "The doorbells, before the climb"),
    minimum_age=14,
    tags=[CITY, SCHOOLS],
    texts={
        "it": ShowText(
            slug="antigone-ultimo-piano",
            title="Antigone, ultimo piano",
            subtitle="Una tragedia con l’ascensore guasto",
            author="da Sofocle",
            summary="Un palazzo, un’assemblea di condominio, una sorella che vuole seppellire suo fratello.",
            introduction="Dodici piani, un ascensore fermo e un regolamento condominiale: in cima, una ragazza ha "
            "deciso che suo fratello avrà una sepoltura.",
            body=[
                (
                    "text",
                    "<p>Creonte è l’amministratore. Non è cattivo: ha un bilancio da chiudere e un precedente da non "
                    "creare. Antigone ha una sola ragione, e la dice piano, sempre più piano, finché nel palazzo non "
                    "si sente altro.</p><p>Il pubblico siede sulle scale, un gradino a testa. Dopo l’intervallo si "
                    "sale.</p>",
                ),
                (
                    "notice",
                    {
                        "kind": "info",
                        "text": "<p>Per chi non può fare le scale ci sono otto posti in piano, da cui si vede tutto: "
                        "indicalo quando prenoti.</p>",
                    },
                ),
            ],
            age_guidance="dai 14 anni",
            language_note="In italiano",
            latecomer_rule="A spettacolo iniziato si entra soltanto all’intervallo.",
            warnings=["Si parla di morte e di suicidio", "Fumo di scena nel secondo atto"],
        ),
        "en": ShowText(
            slug="antigone-top-floor",
            title="Antigone, Top Floor",
            subtitle="A tragedy with the lift out of order",
            author="after Sophocles",
            summary="A tower block, a residents’ meeting, a sister who wants to bury her brother.",
            introduction="Twelve floors, a stuck lift and a set of house rules: at the top, a girl has decided that "
            "her brother shall have a grave.",
            body=[
                (
                    "text",
                    "<p>Creon is the property manager. He is no villain: he has accounts to close and a precedent to "
                    "avoid. Antigone has a single reason, and says it softly, ever more softly, until nothing else can "
                    "be heard in the building.</p>"
                    "<p>The audience sits on the stairs, one step each. After the interval we climb.</p>",
                ),
                (
                    "notice",
                    {
                        "kind": "info",
                        "text": "<p>For those who cannot take stairs there are eight level places with a full view: "
                        "say so when you book.</p>",
                    },
                ),
            ],
            age_guidance="from 14 years",
            language_note="In Italian",
            latecomer_rule="Once the show has begun, entry is at the interval only.",
            warnings=["Death and suicide are spoken of", "Stage smoke in the second act"],
        ),
    },
)

CHAIRS = DemoShow(
    key="chairs",
    accent="#0f6b4f",
    running_time=50,
    interval=0,
    director="Samira Conti",
    categories=["music-theatre"],
    credits=[
        CreditText(Bilingual("Voce e sedia", "Voice and chair"), person="samira"),
        CreditText(Bilingual("Contrabbasso e sedia", "Double bass and chair"), guest="Noè Zanardi"),
        CreditText(Bilingual("Percussioni e sedia", "Percussion and chair"), person="davide"),
        LIGHTS,
    ],
    poster_alt=Bilingual(
        "Locandina: tre sedie fatte di sole linee e cerchi, in equilibrio l’una sull’altra, su fondo verde.",
        "Poster: three chairs made of lines and circles alone, balanced on one another, on a green ground.",
    ),
    picture_alt=Bilingual(
        "Tre sedie disegnate a linee bianche, ciascuna dentro un grande cerchio, come note su un rigo.",
        "Three chairs drawn in white lines, each inside a large circle, like notes on a stave.",
    ),
    caption=Bilingual("Partitura per la terza sedia", "Score for the third chair"),
    detail_alt=Bilingual(
        "Una sedia bianca al centro di grandi cerchi verdi su fondo nero.",
        "A white chair at the centre of large green circles on black.",
    ),
    detail_caption=Bilingual("Quello che fa una sedia quando cade", "What a chair does when it falls"),
    minimum_age=0,
    tags=[MEMORY],
    texts={
        "it": ShowText(
            slug="orchestra-per-tre-sedie",
            title="Orchestra per tre sedie",
            subtitle="Concerto scenico per oggetti che scricchiolano",
            author="di Samira Conti e Davide Kofler",
            summary="Tre musicisti, tre sedie, nessuno che riesca a stare seduto.",
            introduction="Una sedia si può battere, strofinare, far cadere, aspettare. Tre sedie sono già "
            "un’orchestra.",
            body=[
                (
                    "text",
                    "<p>Dentro la serra, fra vetri e foglie, tre musicisti accordano quello che trovano: il legno, la "
                    "ghiaia, il respiro di ventiquattro spettatori. Non c’è palco: le sedie del pubblico sono parte "
                    "dello strumento.</p>",
                ),
                (
                    "quote",
                    {"text": "Alla fine qualcuno applaude con la sedia. È giusto così.", "author": "Samira Conti"},
                ),
            ],
            age_guidance="dai 6 anni",
            language_note="Senza parole",
            latecomer_rule="La serra è piccola: a concerto iniziato non si entra.",
            warnings=["Suoni improvvisi vicino al pubblico"],
            press=[
                {
                    "text": "Il concerto più silenzioso e più affollato dell’anno.",
                    "critic": "Redazione",
                    "publication": "Platea",
                    "url": "",
                }
            ],
        ),
        "en": ShowText(
            slug="orchestra-for-three-chairs",
            title="Orchestra for Three Chairs",
            subtitle="A staged concert for things that creak",
            author="by Samira Conti and Davide Kofler",
            summary="Three musicians, three chairs, nobody who can sit still.",
            introduction="A chair can be struck, rubbed, dropped, waited for. Three chairs are an orchestra already.",
            body=[
                (
                    "text",
                    "<p>In the greenhouse, between panes and leaves, three musicians tune what they find: the wood, "
                    "the gravel, the breath of twenty-four listeners. There is no stage: the audience’s chairs are "
                    "part of the instrument.</p>",
                ),
                (
                    "quote",
                    {"text": "In the end somebody applauds with a chair. As they should.", "author": "Samira Conti"},
                ),
            ],
            age_guidance="from 6 years",
            language_note="Without words",
            latecomer_rule="The greenhouse is small: nobody is let in once the concert has begun.",
            warnings=["Sudden sounds close to the audience"],
            press=[
                {
                    "text": "The quietest and most crowded concert of the year.",
                    "critic": "The editors",
                    "publication": "Platea",
                    "url": "",
                }
            ],
        ),
    },
)

SALT = DemoShow(
    key="salt",
    accent="#8a5a00",
    running_time=95,
    interval=10,
    director="Livia Ferrante",
    categories=["drama", "new-writing"],
    credits=[
        CreditText(WITH, person="irene"),
        CreditText(WITH, person="samira"),
        SET,
        LIGHTS,
    ],
    poster_alt=Bilingual(
        "Locandina: una casa ridotta a un triangolo e a un quadrato bianchi, che si sfaldano in cristalli.",
        "Poster: a house reduced to a white triangle and square, crumbling into crystals.",
    ),
    picture_alt=Bilingual(
        "Saline viste dall’alto: vasche ocra e bianche divise da argini sottili.",
        "Salt pans seen from above: ochre and white basins divided by thin banks.",
    ),
    caption=Bilingual("Le vasche, bozzetto per il pavimento di scena", "The basins, sketch for the stage floor"),
    detail_alt=Bilingual(
        "Un mucchio di sale bianco, grano per grano, su fondo ocra.",
        "A heap of white salt, grain by grain, on an ochre ground.",
    ),
    detail_caption=Bilingual("Mezza tonnellata, la prima sera", "Half a tonne, on opening night"),
    minimum_age=12,
    tags=[WATER, MEMORY],
    is_of_this_season=False,
    texts={
        "it": ShowText(
            slug="la-casa-del-sale",
            title="La casa del sale",
            subtitle="Due sorelle, un’eredità che si scioglie",
            author="di Livia Ferrante",
            summary="Due sorelle ereditano una casa costruita con il sale, alla vigilia delle piogge d’autunno.",
            introduction="La casa è bianca, bellissima e solubile. Le sorelle hanno tempo fino alla prima pioggia per "
            "decidere che farne.",
            body=[
                (
                    "text",
                    "<p>Una vuole venderla, l’altra vuole restarci dentro. Intanto le pareti si assottigliano, e "
                    "quello che era murato comincia ad affiorare: lettere, cucchiai, un debito.</p><p>In scena mezza "
                    "tonnellata di sale, che a ogni replica il pubblico portava via nelle tasche.</p>",
                ),
            ],
            age_guidance="dai 12 anni",
            language_note="In italiano",
            latecomer_rule=LATECOMERS_IT,
            warnings=["Polvere fine nell’aria"],
            press=[
                {
                    "text": "Un interno di famiglia che si può assaggiare.",
                    "critic": "Olga Marchetti",
                    "publication": "Il Quaderno delle Scene",
                    "url": "",
                }
            ],
        ),
        "en": ShowText(
            slug="the-house-of-salt",
            title="The House of Salt",
            subtitle="Two sisters, a dissolving inheritance",
            author="by Livia Ferrante",
            summary="Two sisters inherit a house built of salt, on the eve of the autumn rains.",
            introduction="The house is white, beautiful and soluble. The sisters have until the first rain to decide "
            "what to do with it.",
            body=[
                (
                    "text",
                    "<p>One wants to sell it, the other to stay inside. Meanwhile the walls grow thin, and what was "
                    "bricked up begins to show: letters, spoons, a debt.</p>"
                    "<p>On stage, half a tonne of salt, which the audience carried off in their pockets night after "
                    "night.</p>",
                ),
            ],
            age_guidance="from 12 years",
            language_note="In Italian",
            latecomer_rule=LATECOMERS_EN,
            warnings=["Fine dust in the air"],
            press=[
                {
                    "text": "A family interior that can be tasted.",
                    "critic": "Olga Marchetti",
                    "publication": "Il Quaderno delle Scene",
                    "url": "",
                }
            ],
        ),
    },
)

SHADOWS = DemoShow(
    key="shadows",
    accent="#4a3aa7",
    running_time=70,
    interval=0,
    director="Livia Ferrante",
    categories=["new-writing"],
    credits=[
        CreditText(WITH, person="samira"),
        CreditText(WITH, person="elio"),
        SET,
        LIGHTS,
    ],
    poster_alt=Bilingual(
        "Locandina: una fila di figure bianche, e le loro ombre nere che vanno in direzioni diverse.",
        "Poster: a row of white figures, and their black shadows that go different ways.",
    ),
    picture_alt=Bilingual(
        "Una lampada bassa allunga su un pavimento viola le ombre di cinque pali.",
        "A low lamp stretches the shadows of five posts across a violet floor.",
    ),
    caption=Bilingual("Prova di luce, prima settimana", "Light rehearsal, first week"),
    detail_alt=Bilingual(
        "Un registro: righe di piccole figure, ciascuna con la sua ombra; di una manca.",
        "A register: rows of small figures, each with its shadow; one has none.",
    ),
    detail_caption=Bilingual("Il registro delle ombre", "The register of shadows"),
    minimum_age=10,
    tags=[MEMORY, CITY],
    texts={
        "it": ShowText(
            slug="il-censimento-delle-ombre",
            title="Il censimento delle ombre",
            subtitle="Quante siamo, quando si spegne la luce",
            author="di Livia Ferrante",
            summary="Un’impiegata comunale passa di porta in porta a contare le ombre di chi abita. Una non torna.",
            introduction="Un’impiegata comunale passa di porta in porta a contare le ombre di chi ci abita. Al terzo "
            "piano ne trova una di troppo.",
            body=[
                (
                    "text",
                    "<p>Stiamo provando. La prima scena è già in piedi, la seconda si regge a una lampada sola. Chi "
                    "vuole vedere come nasce può venire alle prove aperte del giovedì.</p>",
                ),
            ],
            age_guidance="dai 10 anni",
            language_note="In italiano",
            latecomer_rule=LATECOMERS_IT,
        ),
        "en": ShowText(
            slug="the-census-of-shadows",
            title="The Census of Shadows",
            subtitle="How many of us, when the light goes out",
            author="by Livia Ferrante",
            summary="A clerk goes from door to door to count the shadows of those who live there. One is missing.",
            introduction="A clerk goes from door to door to count the shadows of those who live there. On the third "
            "floor she finds one too many.",
            body=[
                (
                    "text",
                    "<p>We are rehearsing. The first scene stands already, the second leans on a single lamp. Anybody "
                    "who wants to see how it comes about may visit the open rehearsals on Thursdays.</p>",
                ),
            ],
            age_guidance="from 10 years",
            language_note="In Italian",
            latecomer_rule=LATECOMERS_EN,
        ),
    },
)

SHOWS = [RAINS, ANTIGONE, CHAIRS, SALT, SHADOWS]
FEATURED = RAINS
