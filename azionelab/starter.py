"""What a new installation starts with: pages as drafts in both languages, with texts that say what the site does.

Square brackets stand where only the company knows what to write; nothing is published before somebody has read it.
"""

from dataclasses import dataclass, field

Blocks = list[tuple[str, str]]


@dataclass(frozen=True)
class StarterText:
    slug: str
    title: str
    summary: str
    body: Blocks = field(default_factory=list)


@dataclass(frozen=True)
class StarterPage:
    role: str
    model: str
    it: StarterText
    en: StarterText

    def in_language(self, code: str) -> StarterText:
        return self.en if code == "en" else self.it


PROGRAMME, COMPANY, NEWS, CONTACT = "programme", "company", "news", "contact"
VISIT, ACCESSIBILITY, PRIVACY = "visit", "accessibility", "privacy"

PAGES = [
    StarterPage(
        PROGRAMME,
        "shows.ShowIndexPage",
        StarterText("spettacoli", "Spettacoli", "Gli spettacoli in scena, in arrivo e in archivio."),
        StarterText("shows", "Shows", "The shows on stage, coming, and in the archive."),
    ),
    StarterPage(
        COMPANY,
        "home.CompanyPage",
        StarterText("chi-siamo", "Chi siamo", "[Chi siete, in una frase.]", [("text", "<p>[La vostra storia.]</p>")]),
        StarterText("company", "Company", "[Who you are, in one sentence.]", [("text", "<p>[Your story.]</p>")]),
    ),
    StarterPage(
        NEWS,
        "home.NewsIndexPage",
        StarterText("notizie", "Notizie", "Quello che succede tra uno spettacolo e l’altro."),
        StarterText("news", "News", "What happens between one show and the next."),
    ),
    # Whatever a contact page needs besides is asked for when it is published.
    StarterPage(
        CONTACT,
        "bookings.ContactPage",
        StarterText("contatti", "Contatti", "Come scriverci e telefonarci."),
        StarterText("contact", "Contact", "How to write to us and call us."),
    ),
    StarterPage(
        VISIT,
        "home.StandardPage",
        StarterText(
            "come-arrivare",
            "Come arrivare",
            "Dove siamo, come si arriva, e che cosa c’è per chi ha bisogno di più spazio o di più suono.",
            [
                ("heading", "Come si arriva"),
                ("text", "<p>[A piedi, in autobus, in auto; dove si lascia la bicicletta.]</p>"),
                ("heading", "Accesso"),
                (
                    "text",
                    "<p>[Gradini, posti per sedie a rotelle, anello a induzione, bagno accessibile, parcheggio. Scrivi "
                    "anche quello che manca.]</p>",
                ),
            ],
        ),
        StarterText(
            "visit",
            "Visit us",
            "Where we are, how to get here, and what there is for those who need more space or more sound.",
            [
                ("heading", "Getting here"),
                ("text", "<p>[On foot, by bus, by car; where to leave a bicycle.]</p>"),
                ("heading", "Access"),
                (
                    "text",
                    "<p>[Steps, wheelchair places, hearing loop, accessible toilet, car park. Say what is missing, "
                    "too.]</p>",
                ),
            ],
        ),
    ),
    StarterPage(
        ACCESSIBILITY,
        "home.StandardPage",
        StarterText(
            "accessibilita",
            "Accessibilità",
            "Come è accessibile questo sito, e a chi scrivere se qualcosa non funziona.",
            [
                (
                    "text",
                    "<p>Il programma che fa funzionare questo sito è costruito seguendo le WCAG 2.2, livello AA, e "
                    "controllato con prove automatiche. Le prove automatiche non trovano tutto: [scrivete se e quando "
                    "qualcuno ha provato il sito con la tastiera e con un lettore di schermo, e che cosa non va "
                    "ancora].</p>",
                ),
                ("heading", "Se qualcosa non funziona"),
                (
                    "text",
                    "<p>Scrivici a [indirizzo] o telefona al [numero]: prenotiamo noi per te, e poi sistemiamo il "
                    "sito. Rispondiamo entro [giorni] giorni.</p>",
                ),
                ("text", "<p>Questa dichiarazione è stata scritta il [data].</p>"),
            ],
        ),
        StarterText(
            "accessibility",
            "Accessibility",
            "How accessible this site is, and whom to write to when something does not work.",
            [
                (
                    "text",
                    "<p>The software of this site is built to WCAG 2.2, level AA, and checked by automatic tests. "
                    "Automatic tests do not find everything: [say whether and when somebody has tried the site with "
                    "the keyboard and with a screen reader, and what does not work yet].</p>",
                ),
                ("heading", "If something does not work"),
                (
                    "text",
                    "<p>Write to [address] or call [number]: we book for you, and then mend the site. We answer within "
                    "[days] days.</p>",
                ),
                ("text", "<p>This statement was written on [date].</p>"),
            ],
        ),
    ),
    StarterPage(
        PRIVACY,
        "home.StandardPage",
        StarterText(
            "privacy",
            "Privacy",
            "Quali dati chiediamo per una prenotazione, perché, e quando li cancelliamo.",
            [
                ("text", "<p>Titolare del trattamento: [nome, indirizzo, e-mail].</p>"),
                ("heading", "Che cosa chiediamo"),
                (
                    "text",
                    "<p>Per prenotare servono un nome, un indirizzo e-mail e il numero di persone. Il telefono, le "
                    "esigenze di accesso e le note sono facoltativi.</p>",
                ),
                ("heading", "A che cosa serve"),
                (
                    "text",
                    "<p>A tenerti il posto, a mandarti la conferma e ad avvisarti se la replica cambia. Il sito non "
                    "usa cookie di terzi. [Se usate questi dati per altro, scrivetelo qui.]</p>",
                ),
                ("heading", "Quando lo cancelliamo"),
                (
                    "text",
                    "<p>[30] giorni dopo la replica i dati personali vengono cancellati; resta solo il numero di "
                    "posti. Puoi chiederci prima che cosa abbiamo, o di cancellarlo, dalla pagina della tua "
                    "prenotazione o scrivendo a [indirizzo].</p>",
                ),
            ],
        ),
        StarterText(
            "privacy",
            "Privacy",
            "Which data we ask for a reservation, why, and when we erase it.",
            [
                ("text", "<p>Data controller: [name, address, e-mail].</p>"),
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
                    "The site sets no third-party cookies. [If you use these data for anything else, say so here.]</p>",
                ),
                ("heading", "When we erase it"),
                (
                    "text",
                    "<p>[30] days after the performance the personal data are erased; only the number of seats stays. "
                    "You may ask us earlier what we hold, or to erase it, on the page of your reservation or at "
                    "[address].</p>",
                ),
            ],
        ),
    ),
]

HEADER = [PROGRAMME, COMPANY, NEWS, VISIT]
FOOTER = [PROGRAMME, COMPANY, NEWS, VISIT, CONTACT]
