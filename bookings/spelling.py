"""A reference as it is read out on the phone: each letter with the word that people know it by, in their language."""

from bookings.references import printed

ITALIAN = (
    "Ancona Bologna Como Domodossola Empoli Firenze Genova Hotel Jersey Kappa Milano Napoli Padova Quadro Roma Savona "
    "Torino Udine Venezia Washington Xilofono York Zara"
)
ENGLISH = (
    "Alfa Bravo Charlie Delta Echo Foxtrot Golf Hotel Juliett Kilo Mike November Papa Quebec Romeo Sierra Tango "
    "Uniform Victor Whiskey X-ray Yankee Zulu"
)


def spelled(reference: str, language: str) -> list[tuple[str, str]]:
    """Each sign of a stored reference with what is said for it: `K` and `Kappa`, `7` and `7`."""
    said = ITALIAN if language.startswith("it") else ENGLISH
    words = {word[0]: word for word in said.split()}
    return [(sign, words.get(sign, sign)) for sign in printed(reference) if sign != "-"]
