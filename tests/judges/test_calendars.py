"""Calendar files, read by the library that Thunderbird grew around, and not by the one that wrote them."""

import re

from tests.judges.site import Site
from tests.judges.tools import asked
from tests.structured_data import nodes


def test_programme_is_read_alike_by_another_library(site: Site, pages: dict[str, str]) -> None:
    for language in ("it", "en"):
        calendar = asked("read-calendar.mjs", site.get(f"/programme.ics?language={language}").text)
        told = told_by_pages(pages, language)
        read = {entry["uid"]: (entry["start"], entry["url"]) for entry in calendar["entries"]}
        assert calendar["name"].startswith("AzioneLab")
        assert calendar["zones"] == ["Europe/Rome"]
        assert told
        assert {uid: read[uid] for uid in told} == told
        assert {entry["status"] for entry in calendar["entries"]} <= {"CONFIRMED", "CANCELLED"}


def test_one_performance_is_the_same_entry(site: Site) -> None:
    programme = asked("read-calendar.mjs", site.get("/programme.ics").text)
    for entry in programme["entries"][:3]:
        number = re.fullmatch(r"performance-(\d+)@.*", entry["uid"])[1]
        [alone] = asked("read-calendar.mjs", site.get(f"/performances/{number}.ics").text)["entries"]
        assert alone == entry


def told_by_pages(pages: dict[str, str], language: str) -> dict[str, tuple[str, str]]:
    """Start and address of each performance that the structured data of the pages tell, by the UID it must have."""
    told = {}
    for path, html in pages.items():
        for event in nodes(html):
            if path.startswith(f"/{language}/") and event["@type"] == "TheaterEvent":
                number, host = event["@id"].split("#performance-")[1], event["url"].split("/")[2]
                told[f"performance-{number}@{host}"] = (event["startDate"], event["url"])
    return told
