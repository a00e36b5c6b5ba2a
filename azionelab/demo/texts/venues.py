"""The two rooms of the company."""

VENUES = [
    {
        "slug": "sala-macchine",
        "name": "Sala Macchine",
        "address": "via del Fondale 12",
        "postal_code": "40122",
        "city": "Bologna",
        "capacity": 80,
        "step_free": "yes",
        "wheelchair_places": 4,
        "hearing_loop": "yes",
        "accessible_toilet": "yes",
        "parking": "no",
        "directions_it": "Dalla stazione centrale, uscita nord, otto minuti a piedi sempre dritto fino al portone "
        "verde.",
        "directions_en": "From the central station, north exit, eight minutes on foot straight on to the green gate.",
    },
    {
        "slug": "la-serra",
        "name": "La Serra",
        "address": "viale dei Tigli 3",
        "postal_code": "40126",
        "city": "Bologna",
        "capacity": 24,
        "step_free": "no",
        "wheelchair_places": 1,
        "hearing_loop": "no",
        "accessible_toilet": "yes",
        "parking": "yes",
        "directions_it": "Dentro il vecchio vivaio. Il vialetto è di ghiaia; il cancello sul retro è asfaltato.",
        "directions_en": "Inside the old plant nursery. The path is gravel; the back gate is paved.",
    },
]
