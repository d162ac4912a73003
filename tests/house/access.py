"""Every address with what a GET of it is answered, role by role. A new address needs a row here."""

from __future__ import annotations

from dataclasses import dataclass

from django.urls import get_resolver
from django.urls.resolvers import URLPattern, URLResolver

ROLES = ("visitor", "reader", "plan_office")


@dataclass(frozen=True)
class Row:
    """One address. `about` names the things of the small world that fill its placeholders, in their order."""

    visitor: int
    reader: int
    plan_office: int
    about: tuple[str, ...] = ()
    query: str = ""
    why: str = ""
    pattern: str = ""

    def status(self, role: str) -> int:
        """What this role is answered."""
        return int(getattr(self, role))


def page(*about: str, query: str = "", why: str = "") -> Row:
    """A page for whoever has a role in the city; a visitor is sent to the login page."""
    return Row(302, 200, 200, about, query, why)


def office(*about: str, query: str = "", why: str = "") -> Row:
    """A page for the plan office alone."""
    return Row(302, 403, 200, about, query, why)


def act(*about: str, why: str = "") -> Row:
    """An address that only changes something: it is only posted to."""
    return Row(302, 405, 405, about, why=why)


_ROWS: dict[str, Row] = {
    "people:login": Row(200, 302, 302, why="the one page a visitor is shown"),
    "people:logout": act(),
    "people:demo": Row(404, 404, 404, why="there in demo mode only"),
    "people:choose-city": act(),
    "plan:plan": page(),
    "plan:revisions": page(),
    "plan:revision": page("revision"),
    "plan:changes": page(),
    "plan:choose": act(),
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
    "core:accessibility": page(),
    "vitals:home": Row(302, 302, 302, why="leads to the matrix"),
    "vitals:matrix": page(),
    "vitals:cell": page("administration", "area"),
    "vitals:administration": page("administration"),
    "vitals:unit": page("unit"),
    "vitals:measures": page(),
    "vitals:measure": page("measure"),
    "vitals:central": page("central"),
    "vitals:sidestepping": page(),
    "vitals:how": page(),
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


ACCESS: dict[str, Row] = {
    name: Row(r.visitor, r.reader, r.plan_office, r.about, r.query, r.why, patterns().get(name, "gone"))
    for name, r in _ROWS.items()
}
