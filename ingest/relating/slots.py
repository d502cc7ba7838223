"""What may stand in the slots of a pattern: types of mentions, their kinds, the words that may stand for them."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

from ingest.parts import Mention
from ingest.relating.signs import POINTS_BACK, SIGNS, kind_of


@dataclass(frozen=True)
class Slot:
    """What may stand in a slot: types, the words that may point back to them, kinds that may not or must."""

    types: frozenset[str]
    signs: str
    unless: frozenset[str] = frozenset()
    only: frozenset[str] = frozenset()

    @cached_property
    def sign(self) -> re.Pattern[str]:
        """Any sign that this slot takes."""
        return re.compile(f"[{self.signs}]")

    @cached_property
    def kinds(self) -> frozenset[str]:
        """The kinds of signs that this slot takes."""
        return frozenset(kind_of(sign) for sign in self.signs if sign != "-")

    def meant(self, mention: Mention) -> bool:
        """True where a word that points back may mean this mention."""
        return mention.type in self.types and self.admits(mention)

    def admits(self, mention: Mention) -> bool:
        """True where a mention of the right type is also of the right kind."""
        return mention.kind not in self.unless and (not self.only or mention.kind in self.only)


def _range(name: str) -> str:
    return f"{chr(SIGNS[name])}-{chr(SIGNS[name] + 0xFF)}"


INSTITUTIONS, NETWORKS = _range("Institution"), _range("Network")


def _slot(*types: str, pronouns: str = "", **kinds: frozenset[str]) -> Slot:
    ranges = "".join(map(_range, types))
    return Slot(frozenset(types), ranges + pronouns, **kinds)


_ANY = POINTS_BACK["any"] + POINTS_BACK["last"]
_PRACTICE, _INSTITUTION = POINTS_BACK["practice"], POINTS_BACK["institution"]
_HOSTS = frozenset(
    {"Ministry", "Police", "University", "Prosecution", "PrisonService", "Authority", "Agency", "Department"}
)
#: Kinds that are a part of another body where the two stand side by side ("Crime Desk, Police").
_PARTS = frozenset({"Department", "Office", "Centre", "FocalPoint", "Service"})
#: Kinds of bodies that others sit on.
_SAT_ON = frozenset(
    {"Council", "Committee", "Commission", "WorkingGroup", "Network", "CityNetwork", "InternationalOrganization"}
)
#: Kinds of bodies that have parts, and no members.
_SINGLE = _HOSTS | _PARTS - {"Centre"} | {"Observatory", "ResearchInstitute", "School", "Company", "Court"}
#: Kinds of bodies that have members too, but that more is said of.
_JOINED = frozenset({"Association", "NonGovernmentalOrganization", "Foundation", "Institution"})
SLOTS: Mapping[str, Slot] = {
    "institution": _slot("Institution", pronouns=_ANY + _INSTITUTION),
    "unit": _slot(
        "Institution", pronouns=_ANY + _INSTITUTION, unless=frozenset({"Ministry", "Government", "Parliament"})
    ),
    "host": _slot("Institution", pronouns=_INSTITUTION, only=_HOSTS),
    "owner": _slot("Institution", pronouns=_INSTITUTION, only=_HOSTS | {"ResearchInstitute", "Office", "Court"}),
    "part": _slot("Institution", only=_PARTS),
    "school": _slot("Institution", only=frozenset({"University", "School", "ResearchInstitute"})),
    "section": _slot("Institution", only=frozenset({"Department", "Service"})),
    "parent": _slot("Institution", pronouns=_INSTITUTION, unless=frozenset({"Government", "Parliament"})),
    "locality": _slot("Institution", only=frozenset({"LocalAuthority", "RegionalAuthority"})),
    "collective": _slot("Institution", "Network", unless=frozenset({"Ministry", "Government", "Parliament", "Police"})),
    "council": _slot("Institution", "Network", only=_SAT_ON),
    "joinable": _slot("Institution", "Network", only=_SAT_ON | _JOINED),
    "network": _slot("Network"),
    "assembly": _slot(
        "Institution",
        "Network",
        pronouns=_ANY + _INSTITUTION,
        unless=frozenset({"Government", "Parliament"}) | _SINGLE,
    ),
    "body": _slot("Institution", "Network", pronouns=_INSTITUTION),
    "strategy": _slot("Strategy", pronouns=_ANY + _PRACTICE),
    "programme": _slot("Programme", pronouns=_ANY + _PRACTICE),
    "practice": _slot("Strategy", "Programme", pronouns=_ANY + _PRACTICE),
    "founded": _slot(
        "Strategy",
        "Programme",
        "Institution",
        pronouns=_ANY + _PRACTICE + _INSTITUTION,
        unless=frozenset({"LocalAuthority", "RegionalAuthority"}),
    ),
    "bodied": _slot("Institution", unless=_HOSTS | {"Government", "Parliament", "LocalAuthority", "RegionalAuthority"}),
    "law": _slot("LegalInstrument"),
    "publication": _slot("Publication"),
}
#: Slots that are tried in order: what stands first is meant where both are there.
PREFERENCES: Mapping[str, tuple[str, ...]] = {
    "beneficiary": ("practice", "institution"),
    "grounded": ("practice", "institution"),
}
