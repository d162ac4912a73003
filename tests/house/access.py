"""Every address with what a GET of it is answered, person by person. A new address needs a row here."""

from __future__ import annotations

from dataclasses import dataclass, replace

from django.urls import get_resolver
from django.urls.resolvers import URLPattern, URLResolver

# The people of the small city, and where they stand to its first unit, Barn och unga Ängsby in Ängsby.
PEOPLE = {
    "visitor": "besökare",
    "sara": "handläggare, egen enhet",
    "eva": "enhetschef, egen enhet",
    "egon": "enhetschef, annan enhet i förvaltningen",
    "emil": "enhetschef, annan förvaltning",
    "hugo": "förvaltningens kansli, egen förvaltning",
    "hilda": "förvaltningschef, egen förvaltning",
    "stina": "förvaltningschef, annan förvaltning",
    "siv": "skyddsombud, egen förvaltning",
    "ulf": "fackligt ombud, hela kommunen",
    "nils": "förtroendevald, egen förvaltning",
    "britt": "borgarråd, hela kommunen",
    "pia": "planansvarig, hela kommunen",
    "ada": "administratör, hela kommunen",
    "lena": "läsare, hela kommunen",
    "rut": "registrator, hela kommunen",
}


TAKING_PART = ("sara", "eva", "egon", "emil", "hugo", "hilda", "stina", "siv", "ulf")
"""Those who take part in the consultation on a draft."""


@dataclass(frozen=True)
class Row:
    """One address. `about` names the things of the small world that fill its placeholders, in their order."""

    visitor: int
    granted: int
    refused: int = 403
    may: frozenset[str] | None = None
    """Who is granted it; None: everyone with a role in the city."""
    about: tuple[str, ...] = ()
    query: str = ""
    why: str = ""
    pattern: str = ""
    told_why: frozenset[str] = frozenset()
    """Who sees the thing but not this page of it: 403 with the reason, where the others are answered 404."""

    def status(self, person: str) -> int:
        """What this person is answered."""
        if person == "visitor":
            return self.visitor
        if person in self.told_why:
            return 403
        return self.granted if self.may is None or person in self.may else self.refused


def page(*about: str, query: str = "", why: str = "") -> Row:
    """A page for whoever has a role in the city; a visitor is sent to the login page."""
    return Row(302, 200, about=about, query=query, why=why)


def only(*may: str, about: tuple[str, ...] = (), query: str = "", why: str = "", refused: int = 403) -> Row:
    """A page for some: the others are refused with the reason, or (404) do not see that it is there."""
    return Row(302, 200, refused, frozenset(may), about, query, why)


def office(*about: str, query: str = "", why: str = "") -> Row:
    """A page for the plan office alone."""
    return only("pia", about=about, query=query, why=why)


def public(*about: str, query: str = "", why: str = "") -> Row:
    """A page for everyone, logged in or not."""
    return Row(200, 200, about=about, query=query, why=why)


def act(*about: str, why: str = "") -> Row:
    """An address that only changes something: it is only posted to."""
    return Row(302, 405, about=about, why=why)


def shared(*may: str, about: tuple[str, ...], told_why: tuple[str, ...] = ()) -> Row:
    """A page about a draft that only those who take part see."""
    return Row(302, 200, 404, frozenset(may), about, told_why=frozenset(told_why))


INSIDE = ("sara", "eva", "egon", "hugo", "hilda", "siv")
"""Those who have a role in Ängsby or a unit of it: they see its report before it is signed."""
_ROWS: dict[str, Row] = {
    "people:login": Row(200, 302, why="who is logged in goes on"),
    "people:logout": act(),
    "people:demo": Row(404, 404, why="there in demo mode only"),
    "people:choose-city": act(),
    "people:invitation": public("invitation", why="whoever has the link; it is used by posting"),
    "people:account": page(),
    "people:account-details": page(),
    "people:account-password": page(),
    "people:account-stand-in": page(),
    "people:users": only("ada"),
    "people:invite": only("ada"),
    "people:invitation-again": act("invitation-pk"),
    "people:invitation-withdraw": act("invitation-pk"),
    "people:end-role": only("ada", about=("role",), why="and whoever named the stand-in whose role it is"),
    "people:user": only("ada", about=("user",)),
    "people:user-details": only("ada", about=("user",)),
    "people:new-role": only("ada", about=("user",)),
    "people:leave": only("ada", about=("user",)),
    "people:user-stand-in": only("ada", about=("user",), why="one's own stand-in is named under Mitt konto"),
    "people:new-link": act("user"),
    "people:close-account": act("user"),
    "people:open-account": act("user"),
    "plan:plan": page(),
    "plan:revisions": page(),
    "plan:revision": page("revision"),
    "plan:changes": page(),
    "plan:choose": act(),
    "plan:changes-word": page(),
    "plan:prolong": office(),
    "plan:drafts": office(),
    "plan:draft": office("draft"),
    "plan:draft-preamble": office("draft"),
    "plan:draft-new-area": office("draft"),
    "plan:draft-area": office("draft", "area"),
    "plan:draft-remove-area": office("draft", "area"),
    "plan:draft-new-measure": office("draft", "area"),
    "plan:draft-measure": office("draft", "area", "frame"),
    "plan:draft-remove-measure": office("draft", "area", "frame"),
    "plan:draft-arrange": act("draft"),
    "plan:draft-put-back": act("draft"),
    "plan:draft-discard": office("draft"),
    "plan:draft-open": office("draft"),
    "plan:draft-close": act("consulted"),
    "plan:draft-take-back": office("consulted"),
    "plan:draft-cooperation": office("cooperating"),
    "plan:draft-decide": office("cooperating"),
    "plan:consultations": page(),
    "plan:consultation": shared(*TAKING_PART, "pia", about=("consulted",)),
    "plan:comment": shared(*TAKING_PART, about=("consulted",), told_why=("pia",)),
    "plan:comment-area": shared(*TAKING_PART, about=("consulted", "area"), told_why=("pia",)),
    "plan:comment-measure": shared(*TAKING_PART, about=("consulted", "area", "frame"), told_why=("pia",)),
    "plan:comments": shared(*TAKING_PART, "pia", about=("consulted",)),
    "plan:answer": office("consulted", "comment"),
    "plan:standpoint": shared("ulf", "pia", about=("consulted",), told_why=tuple({*TAKING_PART} - {"ulf"})),
    "search:find": page(query="?q=introduktion", why="what each finds there is tested in tests/search"),
    "intake:intake": office(),
    "intake:template": office("kind"),
    "intake:upload": office("upload", why="the sender's own"),
    "intake:marked": office("upload", why="the sender's own"),
    "oversight:shelf": page(),
    "oversight:make": office(),
    "oversight:report": page("period"),
    "oversight:brief": page("period"),
    "oversight:administration": page("period", "administration"),
    "oversight:administration-brief": page("period", "administration"),
    "core:accessibility": public(),
    "public:cities": Row(303, 303, why="with one city; with several one chooses"),
    "public:front": public("open city"),
    "public:matrix": public("open city"),
    "public:cell": public("open city", "administration", "area"),
    "public:plan": public("open city"),
    "public:how": public("open city"),
    "public:reports": public("open city"),
    "public:report": public("open city", "period"),
    "public:report-pdf": public("open city", "period"),
    "public:meetings": public("open city"),
    "public:papers": public("open city"),
    "public:paper": public("open city", "published paper"),
    "public:data": public("open city"),
    "public:data-file": public("open city", "data set", "form"),
    "public:feed": public("open city"),
    "public:help": public(),
    "public:help-page": public("guide"),
    "public:help-picture": public("picture"),
    "public:privacy": public(),
    "followup:note": only("eva", "hugo", "hilda", "pia", about=("measure",)),
    "followup:note-central": only("pia", about=("central",), why="its administration's own office and head too"),
    "followup:correct": only("eva", "hugo", "hilda", "pia", about=("entry",)),
    "followup:evidence": page("evidence"),
    "followup:comment": only("hugo", "hilda", "pia", about=("administration", "area")),
    "followup:pause": only("hugo", "hilda", "pia", about=("administration", "area")),
    "followup:pause-end": act("pause"),
    "followup:adoption": Row(302, 302, why="leads on, to the own VP or to the coverage"),
    "followup:coverage": page("vp year"),
    "followup:remind": act("vp year"),
    "followup:adoption-year": page("administration", "vp year"),
    "followup:adoption-adopt": only("hugo", "hilda", "pia", about=("administration", "vp year")),
    "followup:adoption-carry": only("hugo", "hilda", "pia", about=("administration", "vp year")),
    "followup:adoption-area": page("administration", "vp year", "area"),
    "followup:adoption-confirm": act("administration", "vp year", "area"),
    "followup:adoption-withdraw": only("hugo", "hilda", "pia", about=("administration", "vp year", "area")),
    "followup:adoption-measure-new": only(
        "eva", "egon", "hugo", "hilda", "pia", about=("administration", "vp year", "area"), why="managers: own unit"
    ),
    "followup:adoption-measure": only(
        "eva", "hugo", "hilda", "pia", about=("administration", "vp year", "area", "measure")
    ),
    "followup:reports": page(),
    "followup:report-administration": only(*INSIDE, about=("period", "administration"), why="signed: everyone"),
    "followup:report-approve": act("approved", "administration"),
    "followup:report-sign": only("hilda", about=("approved", "administration")),
    "followup:report-send-back": only("hugo", "hilda", about=("approved", "administration")),
    "followup:report-ils": only(*INSIDE, about=("period", "administration"), why="signed: everyone"),
    "followup:report-part": only(*INSIDE, about=("period", "administration", "unit")),
    "followup:report-hand-in": only("eva", "hugo", "hilda", about=("period", "administration", "unit")),
    "followup:report-send-part-back": only("hugo", "hilda", about=("handed in", "administration", "unit")),
    "followup:hand-over": only("eva", "hugo", "hilda", "ada", about=("manager",), why="the own, and their places'"),
    "vitals:matrix": page(),
    "vitals:cell": page("administration", "area"),
    "vitals:administration": page("administration"),
    "vitals:unit": page("unit"),
    "vitals:measures": page(),
    "vitals:measure": page("measure"),
    "vitals:central": page("central"),
    "vitals:sidestepping": page(),
    "vitals:how": page(),
    "tasks:home": Row(303, 302, why="leads a user to the start page, a visitor to the public one"),
    "tasks:start": page(),
    "tasks:calendar": page(),
    "tasks:feed": public("calendar", why="whoever has the address"),
    "tasks:escalations": page(),
    "tasks:escalation": page("escalation"),
    "tasks:reply": public("reply", why="whoever has the link from the mail"),
    "tasks:letters": Row(404, 404, why="there in demo mode only"),
    "tasks:letter": Row(404, 404, about=("letter",), why="there in demo mode only"),
    "tasks:letter-html": Row(404, 404, about=("letter",), why="there in demo mode only"),
    "voice:signals": page(),
    "voice:raise": only("sara", "eva", "egon", "emil", "siv", "ulf"),
    "voice:signal": page("signal"),
    "voice:receipt": only("siv", about=("own signal",), why="the sender's own"),
    "voice:receipt-file": only("siv", about=("own signal",), why="the sender's own"),
    "voice:answer": only("stina", "pia", about=("waiting signal",), why="not by the manager of the unit it is about"),
    "voice:step": only("siv", about=("signal", "move"), why="each step has its own; here to the authority"),
    "voice:meetings": page(),
    "voice:said-and-done": page(),
    "voice:register": only("pia", "britt", "hugo", "hilda", "stina", "ulf"),
    "voice:meeting": page("meeting", why="a public one; else those invited"),
    "voice:correct-meeting": only("hilda", "pia", about=("meeting",), why="who registered it, and the plan office"),
    "voice:add-points": act("meeting"),
    "voice:answer-point": only("hugo", "hilda", "pia", about=("point",)),
    "voice:correct-point": only("hilda", "pia", about=("point",)),
    "dossiers:shelf": page(),
    "dossiers:new": Row(302, 404, why="asked for with a paper or a question"),
    "dossiers:question": page("question"),
    "dossiers:paper": page("dossier paper"),
    "dossiers:dossier": only("pia", "rut", "britt", about=("dossier",), refused=404, why="signed: everyone"),
    "dossiers:refresh": shared("pia", "rut", "britt", about=("dossier",)),
    "dossiers:check": only("pia", "rut", "britt", about=("dossier",), refused=404),
    "dossiers:step": shared("pia", "rut", "britt", about=("prepared dossier", "dossier move")),
    "dossiers:source": only("pia", "rut", "britt", about=("dossier", "source"), refused=404),
    "papers:documents": page(),
    "papers:upload": only("pia", "rut"),
    "papers:document": page("paper"),
    "papers:original": only("pia", "rut", about=("paper",), why="something in it is secret; else everyone"),
    "papers:again": act("paper"),
    "papers:word": only("pia", "rut", about=("paper", "page number")),
    "questions:register": page(),
    "questions:write": only("pia", "rut"),
    "questions:balance": page(),
    "questions:reported": page("reported list"),
    "questions:paper": only("pia", "rut", about=("asking paper",)),
    "questions:answering": only("pia", "rut", about=("answering paper",)),
    "questions:question": page("question"),
    "questions:edit": only("pia", "rut", about=("question",)),
    "questions:passage": only("pia", "rut", about=("question", "answering paper")),
    "questions:move": only("pia", "rut", about=("question", "question move")),
    "questions:commitment-new": only("pia", "rut"),
    "questions:commitment": page("commitment"),
    "questions:commitment-edit": only("pia", "rut", about=("commitment",)),
    "questions:commitment-move": only("pia", "rut", about=("commitment", "commitment move"), why="its owner too"),
    "public:questions": public("open city"),
    "public:questions-balance": public("open city"),
    "tasks:register-feed": public("calendar", why="whoever has the secret address"),
    "papers:findings": page("paper"),
    "papers:finding": only("pia", "rut", about=("paper", "finding")),
    "papers:add-finding": only("pia", "rut", about=("paper", "found field")),
    "papers:compare": page("paper", "other paper"),
    "papers:text": page("paper"),
    "papers:publication": page("paper"),
    "papers:secrecy": only("pia", "rut", about=("paper",)),
    "papers:lift": only("pia", "rut", about=("paper", "secret passage")),
    "papers:requests": only("pia", "rut"),
    "papers:new-request": only("pia", "rut"),
    "papers:request": only("pia", "rut", about=("request",), refused=404),
    "papers:decision": only("pia", "rut", about=("request", "refusal"), refused=404),
    "papers:decision-file": only("pia", "rut", about=("request", "refusal"), refused=404),
}


def patterns(resolver: URLResolver | None = None, space: str = "", path: str = "/") -> dict[str, str]:
    """Every named address of the installation, with its pattern."""
    found: dict[str, str] = {}
    for entry in (resolver or get_resolver()).url_patterns:
        if isinstance(entry, URLResolver):
            inner = f"{space}{entry.namespace}:" if entry.namespace else space
            found |= patterns(entry, inner, path + str(entry.pattern))
        else:
            assert isinstance(entry, URLPattern) and entry.name, f"{path}{entry.pattern} has no name"
            found[space + entry.name] = path + str(entry.pattern)
    return found


ACCESS: dict[str, Row] = {name: replace(row, pattern=patterns().get(name, "gone")) for name, row in _ROWS.items()}
