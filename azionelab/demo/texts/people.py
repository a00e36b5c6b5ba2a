"""The people of the company, all invented."""

from dataclasses import dataclass

from azionelab.demo.texts import Bilingual


@dataclass(frozen=True)
class PersonText:
    key: str
    name: str
    role: Bilingual
    biography: Bilingual


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
    ),
    PersonText(
        "irene",
        "Irene Valsecchi",
        Bilingual("Attrice", "Actor"),
        Bilingual(
            "<p>Viene dalla danza e dal canto popolare. Dice che una battuta è un passo con le parole sopra.</p>",
            "<p>She comes from dance and folk singing. A line, she says, is a step with words on top.</p>",
        ),
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
    ),
    PersonText(
        "wanda",
        "Wanda Orsini",
        Bilingual("Scene e costumi", "Set and costumes"),
        Bilingual(
            "<p>Costruisce con quello che la città butta via. Ogni scena torna, smontata, in quella successiva.</p>",
            "<p>She builds with what the city throws away. Every set comes back, in pieces, in the next one.</p>",
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
    ),
]
