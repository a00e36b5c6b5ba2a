"""What other theatres and the press ask for: pictures, measures, questions."""

from azionelab.demo.texts import Bilingual, PageText

PAGE = {
    "it": PageText(
        "materiali",
        "Materiali",
        "Fotografie, misure delle sale e risposte per chi ci ospita e per chi scrive di noi.",
        "Per chi ci ospita e per chi scrive di noi: fotografie, misure, risposte.",
        [],
    ),
    "en": PageText(
        "materials",
        "Materials",
        "Photographs, measures of the rooms and answers for those who host us and those who write about us.",
        "For those who host us and those who write about us: photographs, measures, answers.",
        [],
    ),
}

ROOM = Bilingual(
    "<p>La Sala Macchine è una scatola nera di undici metri per quattordici, con il pavimento di legno e le finestre "
    "murate. Prima ci stavano le caldaie della stazione.</p><p>Si prova la mattina, si costruisce il pomeriggio, si va "
    "in scena la sera: <b>sempre nello stesso posto</b>.</p>",
    "<p>The Sala Macchine is a black box of eleven metres by fourteen, with a wooden floor and bricked-up windows. It "
    "used to hold the boilers of the station.</p><p>We rehearse in the morning, build in the afternoon, play at "
    "night: <b>always in the same place</b>.</p>",
)
PICTURES = Bilingual("Fotografie", "Photographs")
MEASURES = Bilingual("Misure", "Measures")
ON_TOUR = Bilingual("In tournée", "On tour")

MEASURES_TABLE = {
    "it": {
        "caption": "Le due sale, in metri",
        "columns": ["Sala", "Larghezza", "Profondità", "Altezza", "Posti"],
        "rows": [["Sala Macchine", "11.5", "14", "6.2", "80"], ["La Serra", "8", "9.25", "4", "24"]],
    },
    "en": {
        "caption": "The two rooms, in metres",
        "columns": ["Room", "Width", "Depth", "Height", "Seats"],
        "rows": [["Sala Macchine", "11.5", "14", "6.2", "80"], ["La Serra", "8", "9.25", "4", "24"]],
    },
}

QUESTIONS = {
    "it": {
        "heading": "Domande di chi ci ospita",
        "items": [
            {"heading": "In quanto tempo montate?", "text": "<p>In un pomeriggio. Smontiamo in due ore.</p>"},
            {
                "heading": "Che cosa serve in sala?",
                "text": "<p>Buio vero, dodici canali di luce, un impianto stereo. Il resto è nel furgone.</p>",
            },
            {
                "heading": "Possiamo usare le fotografie?",
                "text": "<p>Sì, con il nome di chi le ha fatte. Per file più grandi scrivi a "
                '<a href="mailto:ciao@azionelab.example">ciao@azionelab.example</a>.</p>',
            },
        ],
    },
    "en": {
        "heading": "Questions from those who host us",
        "items": [
            {"heading": "How long do you need to set up?", "text": "<p>An afternoon. We strike in two hours.</p>"},
            {
                "heading": "What does the room need?",
                "text": "<p>True darkness, twelve channels of light, a stereo system. The rest is in the van.</p>",
            },
            {
                "heading": "May we use the photographs?",
                "text": "<p>Yes, with the name of who made them. For larger files write to "
                '<a href="mailto:ciao@azionelab.example">ciao@azionelab.example</a>.</p>',
            },
        ],
    },
}

# An invented company has no film of its own; a free one of the Blender Foundation stands in its place.
TRAILER = {
    "link": "https://www.youtube.com/watch?v=aqz-KE-bpKQ",
    "title": Bilingual("Il trailer", "The trailer"),
    "caption": Bilingual(
        "Nella demo, al suo posto: Big Buck Bunny, Blender Foundation",
        "In the demo, in its place: Big Buck Bunny, Blender Foundation",
    ),
}
