"""What the demo company says about itself, as data. Every text has an Italian and an English version."""

from dataclasses import dataclass, field


@dataclass(frozen=True)
class Bilingual:
    it: str
    en: str

    def in_language(self, code: str) -> str:
        return self.en if code == "en" else self.it


Block = tuple[str, object]


@dataclass(frozen=True)
class PageText:
    slug: str
    title: str
    summary: str
    introduction: str
    body: list[Block]


@dataclass(frozen=True)
class ShowText(PageText):
    subtitle: str
    author: str
    age_guidance: str
    language_note: str
    latecomer_rule: str
    warnings: list[str] = field(default_factory=list)
    press: list[dict] = field(default_factory=list)
