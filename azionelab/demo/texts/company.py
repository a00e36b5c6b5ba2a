"""The company, its standard pages and its menus."""

from azionelab.demo.texts import Bilingual, PageText
from azionelab.demo.texts.visit import CONTACT_PAGE

COMPANY = {
    "name": "AzioneLab",
    "legal_name": "AzioneLab, associazione teatrale",
    "tagline_it": "Laboratorio teatrale, Bologna",
    "tagline_en": "Theatre laboratory, Bologna",
    "address": "via del Fondale 12",
    "postal_code": "40122",
    "city": "Bologna",
    "map_url": "https://www.openstreetmap.org/#map=17/44.50740/11.34360",
    "founded": 2009,
    "tax_code": "00000000000",
    "legal_lines_it": "Iscritta al registro delle associazioni di Bologna, n. 000",
    "legal_lines_en": "Register of associations, Bologna, no. 000",
    "email": "ciao@azionelab.example",
    "phone": "+39 051 000 0012",
    "phone_hours_it": "dal martedì al sabato, dalle 16 alle 20",
    "phone_hours_en": "Tuesday to Saturday, 4 to 8 pm",
}

HOME = {
    "it": {
        "title": "AzioneLab",
        "headline": "Una scatola nera, aperta ogni sera.",
        "summary": "AzioneLab è un laboratorio teatrale a Bologna: spettacoli nuovi, prove aperte, ingresso libero.",
        "body": [
            ("heading", "Un laboratorio, prima di tutto"),
            (
                "text",
                "<p>AzioneLab lavora dal 2009 in una ex sala macchine dietro la stazione di Bologna. Nove persone, due "
                "spettacoli nuovi all’anno, nessun sipario: chi entra vede come si fa il teatro mentre si fa.</p>"
                "<p>L’ingresso è libero. Ti chiediamo solo di prenotare, perché i posti sono pochi, e di ridarci il "
                "posto se non puoi venire: dietro di te c’è sempre qualcuno.</p>",
            ),
            (
                "quote",
                {
                    "text": "Il buio non è assenza: è il posto da cui si guarda.",
                    "author": "Dal quaderno di regia, 2011",
                },
            ),
        ],
    },
    "en": {
        "title": "AzioneLab",
        "headline": "A black box, open every night.",
        "summary": "AzioneLab is a theatre laboratory in Bologna: new work, open rehearsals, free entry.",
        "body": [
            ("heading", "A laboratory, first of all"),
            (
                "text",
                "<p>Since 2009 AzioneLab has worked in a former engine room behind Bologna’s railway station. Nine "
                "people, two new shows a year, no curtain: whoever comes in sees theatre being made while it is "
                "made.</p>"
                "<p>Entry is free. We only ask you to book, because there are few places, and to give yours back if "
                "you cannot come: there is always somebody behind you.</p>",
            ),
            (
                "quote",
                {
                    "text": "Darkness is no absence: it is the place one looks from.",
                    "author": "From the director’s notebook, 2011",
                },
            ),
        ],
    },
}

PROGRAMME = {
    "it": PageText(
        "spettacoli",
        "Spettacoli",
        "Tutti gli spettacoli di AzioneLab: in scena, in arrivo, in archivio.",
        "Quello che si vede adesso, quello che stiamo provando, quello che abbiamo già fatto.",
        [],
    ),
    "en": PageText(
        "shows",
        "Shows",
        "All shows by AzioneLab: on stage, coming, in the archive.",
        "What you can see now, what we are rehearsing, what we have done.",
        [],
    ),
}

COMPANY_PAGE = "company"
NEWS_PAGE = "news"
VISIT_PAGE = "visit"
PRIVACY_PAGE = "privacy"
ACCESSIBILITY_PAGE = "accessibility"
MATERIALS_PAGE = "materials"

COMPANY_TEXTS: dict[str, PageText] = {
    "it": PageText(
        "chi-siamo",
        "Chi siamo",
        "Nove persone, una sala macchine, due spettacoli nuovi all’anno.",
        "Siamo una compagnia e un laboratorio: facciamo spettacoli, e lasciamo la porta aperta mentre li facciamo.",
        [
            (
                "text",
                "<p>Tutto è cominciato con una sala macchine in disuso e sei sedie. Oggi le sedie sono ottanta, ma "
                "il metodo è lo stesso: si parte da una domanda, si prova davanti a chi passa, si butta via metà "
                "di quello che si è trovato.</p>"
                "<p>Ogni mercoledì pomeriggio le prove sono aperte. Non serve prenotare: si entra, ci si siede in "
                "fondo, si resta quanto si vuole.</p>",
            ),
            (
                "quote",
                {
                    "text": "Di ogni spettacolo teniamo una cosa sola: quella che non sapevamo fare prima.",
                    "author": "Livia Ferrante",
                },
            ),
            (
                "call_to_action",
                {
                    "text": "Il modo migliore per conoscerci è venire.",
                    "label": "Vedi gli spettacoli",
                    "page": "shows",
                },
            ),
        ],
    ),
    "en": PageText(
        "company",
        "Company",
        "Nine people, one engine room, two new shows a year.",
        "We are a company and a laboratory: we make shows, and leave the door open while we make them.",
        [
            (
                "text",
                "<p>It began with a disused engine room and six chairs. The chairs are eighty now, but the method "
                "is the same: start from a question, rehearse in front of whoever walks in, throw half of what was "
                "found away.</p>"
                "<p>On Wednesday afternoons rehearsals are open. No booking needed: come in, sit at the back, stay "
                "as long as you like.</p>",
            ),
            (
                "quote",
                {
                    "text": "Of each show we keep one thing alone: what we could not do before.",
                    "author": "Livia Ferrante",
                },
            ),
            (
                "call_to_action",
                {"text": "The best way to get to know us is to come.", "label": "See the shows", "page": "shows"},
            ),
        ],
    ),
}

# The people of the company page, by key, under the headings of each language.
GROUPS = [
    (Bilingual("Direzione", "Direction"), ["livia", "tommaso"]),
    (Bilingual("In scena", "On stage"), ["irene", "elio", "samira"]),
    (Bilingual("Luci, scene, suono", "Lighting, set, sound"), ["pietro", "wanda", "davide"]),
    (Bilingual("Accoglienza", "Front of house"), ["marta"]),
]

PAGES: dict[str, dict[str, PageText]] = {
    VISIT_PAGE: {
        "it": PageText(
            "come-arrivare",
            "Come arrivare",
            "Le due sale di AzioneLab: come arrivarci, e che cosa c’è per chi ha bisogno di più spazio o di più suono.",
            "Due sale, dieci minuti a piedi l’una dall’altra. Le porte si aprono mezz’ora prima.",
            [
                ("heading", "Sala Macchine"),
                (
                    "text",
                    "<p>Via del Fondale 12, Bologna. Dalla stazione centrale sono otto minuti a piedi: uscita nord, "
                    "poi sempre dritto fino al portone verde.</p><p>Si entra senza gradini. Ci sono quattro posti "
                    "per sedie a rotelle, un anello a induzione per apparecchi acustici e un bagno accessibile.</p>",
                ),
                ("heading", "La Serra"),
                (
                    "text",
                    "<p>Viale dei Tigli 3, Bologna, dentro il vecchio vivaio. Il parcheggio del vivaio è gratuito dopo "
                    "le 19.</p>"
                    "<p>Il vialetto è di ghiaia: se arrivi in sedia a rotelle scrivici, apriamo il cancello sul "
                    "retro, che è asfaltato. Il bagno accessibile c’è; l’anello a induzione no.</p>",
                ),
                (
                    "accordion",
                    {
                        "heading": "Prima di venire",
                        "items": [
                            {
                                "heading": "C’è un guardaroba?",
                                "text": "<p>Sì, all’ingresso, gratuito. I passeggini restano in cortile.</p>",
                            },
                            {
                                "heading": "Si mangia qualcosa?",
                                "text": "<p>In Sala Macchine c’è un bar, aperto da un’ora prima.</p>",
                            },
                        ],
                    },
                ),
                (
                    "notice",
                    {
                        "kind": "info",
                        "text": "<p>Se ti serve qualcosa di particolare, scrivilo quando prenoti: lo leggiamo "
                        "prima che arrivi.</p>",
                    },
                ),
            ],
        ),
        "en": PageText(
            "visit",
            "Visit us",
            "AzioneLab’s two rooms: how to get there, and what there is for those who need more space or more sound.",
            "Two rooms, ten minutes’ walk apart. Doors open half an hour before curtain.",
            [
                ("heading", "Sala Macchine"),
                (
                    "text",
                    "<p>Via del Fondale 12, Bologna. Eight minutes on foot from the central station: north exit, then "
                    "straight on to the green gate.</p>"
                    "<p>The way in is step-free. There are four wheelchair places, a hearing loop and an accessible "
                    "toilet.</p>",
                ),
                ("heading", "La Serra"),
                (
                    "text",
                    "<p>Viale dei Tigli 3, Bologna, inside the old plant nursery. The nursery’s car park is free after "
                    "7 pm.</p>"
                    "<p>The path is gravel: if you come in a wheelchair write to us and we open the back gate, which "
                    "is paved. There is an accessible toilet, but no hearing loop.</p>",
                ),
                (
                    "accordion",
                    {
                        "heading": "Before you come",
                        "items": [
                            {
                                "heading": "Is there a cloakroom?",
                                "text": "<p>Yes, at the entrance, free. Pushchairs stay in the yard.</p>",
                            },
                            {
                                "heading": "Is there something to eat?",
                                "text": "<p>The Sala Macchine has a bar, open from an hour before.</p>",
                            },
                        ],
                    },
                ),
                (
                    "notice",
                    {
                        "kind": "info",
                        "text": "<p>If you need anything particular, write it when you book: we read it before you "
                        "arrive.</p>",
                    },
                ),
            ],
        ),
    },
    PRIVACY_PAGE: {
        "it": PageText(
            "privacy",
            "Privacy",
            "Quali dati chiediamo per una prenotazione, perché, e quando li cancelliamo.",
            "Chiediamo poco, lo usiamo per una cosa sola e poi lo cancelliamo.",
            [
                ("heading", "Che cosa chiediamo"),
                (
                    "text",
                    "<p>Per prenotare servono un nome, un indirizzo e-mail e il numero di persone. Il telefono, le "
                    "esigenze di accesso e le note sono facoltativi.</p>",
                ),
                ("heading", "A che cosa serve"),
                (
                    "text",
                    "<p>A tenerti il posto, a mandarti la conferma e ad avvisarti se la replica cambia. Niente "
                    "newsletter, niente profili, nessun dato ceduto ad altri. Il sito non usa cookie di terzi.</p>",
                ),
                ("heading", "Quando lo cancelliamo"),
                (
                    "text",
                    "<p>Trenta giorni dopo la replica i dati personali vengono cancellati; resta solo il numero di "
                    "posti. Puoi chiederci prima che cosa abbiamo, o di cancellarlo, scrivendo a "
                    "ciao@azionelab.example.</p>"
                    "<p>Quello che ci scrivi dalla pagina Contatti segue la stessa regola: "
                    "trenta giorni dopo l’invio dal sito sparisce.</p>",
                ),
            ],
        ),
        "en": PageText(
            "privacy",
            "Privacy",
            "Which data we ask for a reservation, why, and when we erase it.",
            "We ask for little, use it for one thing and then erase it.",
            [
                ("heading", "What we ask for"),
                (
                    "text",
                    "<p>Booking takes a name, an e-mail address and the number of people. Telephone, access needs and "
                    "notes are optional.</p>",
                ),
                ("heading", "What it is for"),
                (
                    "text",
                    "<p>To keep your place, to send you the confirmation and to tell you if the performance changes. "
                    "No newsletter, no profiles, nothing passed on. The site sets no third-party cookies.</p>",
                ),
                ("heading", "When we erase it"),
                (
                    "text",
                    "<p>Thirty days after the performance the personal data is erased; only the number of seats stays. "
                    "You may ask us earlier what we hold, or to erase it, at ciao@azionelab.example.</p>"
                    "<p>What you write to us through the contact page follows the same rule: thirty days after it was "
                    "sent it is gone from the site.</p>",
                ),
            ],
        ),
    },
    ACCESSIBILITY_PAGE: {
        "it": PageText(
            "accessibilita",
            "Accessibilità",
            "Come abbiamo reso accessibile questo sito, e a chi scrivere se qualcosa non funziona.",
            "Questo sito vuole essere usabile da chiunque voglia venire a teatro.",
            [
                (
                    "text",
                    "<p>Lo abbiamo costruito seguendo le WCAG 2.2, livello AA: si usa con la sola tastiera, con un "
                    "lettore di schermo, con il testo ingrandito, con i colori chiari o scuri del tuo "
                    "dispositivo.</p>"
                    "<p>Le informazioni di accesso delle sale sono alla pagina «Come arrivare»; le avvertenze sui "
                    "contenuti sono nella pagina di ogni spettacolo, prima della prenotazione.</p>",
                ),
                ("heading", "Se qualcosa non funziona"),
                (
                    "text",
                    "<p>Scrivici a ciao@azionelab.example o telefonaci: prenotiamo noi per te, e poi sistemiamo "
                    "il sito.</p>",
                ),
            ],
        ),
        "en": PageText(
            "accessibility",
            "Accessibility",
            "How we made this site accessible, and whom to write to when something does not work.",
            "This site means to be usable by anybody who wants to come to the theatre.",
            [
                (
                    "text",
                    "<p>We built it to WCAG 2.2, level AA: it works with the keyboard alone, with a screen reader, "
                    "with enlarged text, in the light or dark colours of your device.</p><p>Access facts of the "
                    "rooms are on the page “Visit us”; content warnings are on each show’s page, before booking.</p>",
                ),
                ("heading", "If something does not work"),
                (
                    "text",
                    "<p>Write to ciao@azionelab.example or call us: we book for you, and then mend the site.</p>",
                ),
            ],
        ),
    },
}

# Accessibility statement and privacy come to the footer by their role.
HEADER_LINKS = ["shows", COMPANY_PAGE, NEWS_PAGE, VISIT_PAGE]
FOOTER_LINKS = ["shows", COMPANY_PAGE, NEWS_PAGE, VISIT_PAGE, CONTACT_PAGE, MATERIALS_PAGE]
ACTION_PAGE = "shows"
ACTION_LABEL = Bilingual("In scena", "What’s on")
CATEGORIES = {
    "drama": Bilingual("Prosa", "Drama"),
    "music-theatre": Bilingual("Teatro musicale", "Music theatre"),
    "new-writing": Bilingual("Nuova drammaturgia", "New writing"),
    "classics": Bilingual("Classici", "Classics"),
}
