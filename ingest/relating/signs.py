"""The signs that stand for mentions and words in a clause, so that a pattern never sees a name."""

from collections.abc import Mapping

from ingest.parts import Mention

#: Where the signs of each type begin: 256 signs a type, so that a clause may hold that many mentions.
SIGNS: Mapping[str, int] = {
    name: 0xE000 + 0x100 * place
    for place, name in enumerate(("Institution", "Network", "Strategy", "Programme", "LegalInstrument", "Publication"))
}
ANY_MENTION = "\ue000-\ue7ff"
#: Words that point back to something named before ("it", "the project", "this body") stand as these signs.
POINTS_BACK: Mapping[str, str] = {"any": "\uf000", "practice": "\uf001", "institution": "\uf002", "last": "\uf004"}
#: The state itself ("our country").
STATE_SIGN = "\uf003"
#: Right before a name, that it is somebody's ("its Crime Unit").
OWNED = "\uf005"
#: Where a relative clause begins in which the name before it is no subject ("on which", "auquel").
ASIDE = "\uf006"
_FIRST_WORD = "\uf000"


def kind_of(sign: str) -> str:
    """The first sign of the type that a mention's sign tells; a word that points back is a kind of its own."""
    return sign if sign >= _FIRST_WORD else chr(ord(sign) & 0xFF00)


def sign_of(mention: Mention, place: int) -> str:
    """The character that stands for the mention at this place of a clause."""
    return chr(SIGNS.get(mention.type, 0xE600) + place)
