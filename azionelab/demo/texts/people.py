"""The people of the company, all invented."""

from dataclasses import dataclass, field

from django.utils.text import slugify

from azionelab.demo.texts import Bilingual, PageText


@dataclass(frozen=True)
class PersonText:
    key: str
    name: str
    role: Bilingual
    biography: Bilingual
    answer: Bilingual  # to the question why they stay
    links: list[dict[str, str]] = field(default_factory=list)

    @property
    def pages(self) -> dict[str, PageText]:
        """The texts of the person's page; the biography comes from the person."""
        return {language: self._page(language) for language in ("it", "en")}

    def _page(self, language: str) -> PageText:
        quote = {"text": self.answer.in_language(language), "author": WHY.in_language(language)}
        summary = f"{self.name}, {self.role.in_language(language).lower()}, AzioneLab."
        return PageText(slugify(self.name), self.name, summary, "", [("quote", quote)])


WHY = Bilingual("Alla domanda: perché resti?", "Asked: why do you stay?")

PEOPLE = [
    PersonText(
        "livia",
        "Livia Ferrante",
        Bilingual("Direzione artistica", "Artistic director"),
        Bilingual(
            "<p>Ha fondato il laboratorio nel 2009, in una sala macchine senza riscaldamento. Da allora sceglie i "
            "testi, tiene aperte le prove e discute ogni bolletta.</p>",
            "<p>She founded the laboratory in 2009, in an engine room without heating. She has chosen the texts, kept "
            "rehearsals open and argued over every bill since.</p>",
        ),
        Bilingual(
            "Perché ogni anno penso di aver capito come si fa, e ogni anno arriva uno che entra dalla porta sbagliata "
            "e ha ragione.",
            "Because every year I think I know how it is done, and every year somebody comes in by the wrong door and "
            "is right.",
        ),
        [{"label": "Il quaderno di regia", "url": "https://quaderno.azionelab.example/"}],
    ),
    PersonText(
        "tommaso",
        "Tommaso Brandi",
        Bilingual("Regia e drammaturgia", "Director and dramaturg"),
        Bilingual(
            "<p>Scrive di giorno quello che gli attori improvvisano di notte. Nei suoi spettacoli gli oggetti hanno "
            "sempre una parte.</p>",
            "<p>He writes by day what the actors improvise by night. In his work the objects always have a part.</p>",
        ),
        Bilingual(
            "Perché qui una pagina si può strappare davanti a tutti, e il giorno dopo manca.",
            "Because here a page can be torn up before everyone, and is missed the day after.",
        ),
    ),
    PersonText(
        "irene",
        "Irene Valsecchi",
        Bilingual("Attrice", "Actor"),
        Bilingual(
            "<p>Viene dalla danza e dal canto popolare. Dice che una battuta è un passo con le parole sopra.</p>",
            "<p>She comes from dance and folk singing. A line, she says, is a step with words on top.</p>",
        ),
        Bilingual(
            "Per il minuto prima. Tutto il resto si può fare anche altrove.",
            "For the minute before. All the rest can be done elsewhere too.",
        ),
        [{"label": "irenevalsecchi.example", "url": "https://irenevalsecchi.example/"}],
    ),
    PersonText(
        "elio",
        "Elio Santangelo",
        Bilingual("Attore", "Actor"),
        Bilingual(
            "<p>Vent’anni di scena, dodici con il laboratorio. Insegna teatro nelle scuole serali della città.</p>",
            "<p>Twenty years on stage, twelve of them with the laboratory. He teaches theatre at the city’s evening "
            "schools.</p>",
        ),
        Bilingual(
            "Perché il lunedì insegno e il martedì mi accorgo di quello che non sapevo.",
            "Because on Mondays I teach, and on Tuesdays I notice what I did not know.",
        ),
    ),
    PersonText(
        "samira",
        "Samira Conti",
        Bilingual("Attrice e voce", "Actor and voice"),
        Bilingual(
            "<p>Lavora sulla voce come su un attrezzo: la smonta, la olia, la rimonta davanti al pubblico.</p>",
            "<p>She treats the voice as a tool: takes it apart, oils it and puts it back together before an "
            "audience.</p>",
        ),
        Bilingual(
            "Perché questa sala risponde. Poche lo fanno.",
            "Because this room answers. Few do.",
        ),
    ),
    PersonText(
        "pietro",
        "Pietro Landi",
        Bilingual("Luci", "Lighting"),
        Bilingual(
            "<p>Elettricista di cantiere prima, poi di scena. Progetta il buio e, quando serve, lo interrompe.</p>",
            "<p>An electrician on building sites first, then on stage. He designs the dark and, when needed, "
            "interrupts it.</p>",
        ),
        Bilingual(
            "Qualcuno deve pur spegnere.",
            "Somebody has to switch it off.",
        ),
    ),
    PersonText(
        "wanda",
        "Wanda Orsini",
        Bilingual("Scene e costumi", "Set and costumes"),
        Bilingual(
            "<p>Costruisce con quello che la città butta via. Ogni scena torna, smontata, in quella successiva.</p>",
            "<p>She builds with what the city throws away. Every set comes back, in pieces, in the next one.</p>",
        ),
        Bilingual(
            "Ho ancora da usare metà della scala di Antigone.",
            "I still have half of Antigone’s stairs to use.",
        ),
    ),
    PersonText(
        "davide",
        "Davide Kofler",
        Bilingual("Suono", "Sound"),
        Bilingual(
            "<p>Registra pioggia, ascensori e sale vuote. Le sue partiture cominciano prima che entri il pubblico.</p>",
            "<p>He records rain, lifts and empty halls. His scores begin before the audience comes in.</p>",
        ),
        Bilingual(
            "Sto aspettando che il frigorifero del bar smetta. Non smette, e ormai è in partitura.",
            "I am waiting for the fridge in the bar to stop. It does not, and by now it is in the score.",
        ),
        [{"label": "Registrazioni di sale vuote", "url": "https://davidekofler.example/"}],
    ),
    PersonText(
        "marta",
        "Marta Riva",
        Bilingual("Responsabile di sala", "Front of house manager"),
        Bilingual(
            "<p>La prima faccia che si vede e l’ultima che saluta. Trova un posto a tutti, quando un posto c’è.</p>",
            "<p>The first face you see and the last to say goodnight. She finds a place for everyone, when there is "
            "one.</p>",
        ),
        Bilingual(
            "Perché la gente, quando esce, parla sottovoce. Mi piace esserci in quel momento.",
            "Because people speak softly on their way out. I like to be there for that.",
        ),
    ),
]
