"""Writes the generated pages of docs/reference from the code, or says which are not what the code says: write|check."""

from __future__ import annotations

import ast
import difflib
import inspect
import os
import sys
from collections.abc import Callable, Iterator
from copy import copy
from importlib import import_module
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
SRC = ROOT / "src" / "handslag"
REFERENCE = ROOT / "docs" / "reference"
MADE = "<!-- Made by `make docs` from the code; a change here is overwritten. -->\n\n"


def _table(heads: tuple[str, ...], rows: list[tuple[str, ...]]) -> str:
    lines = [" | ".join(heads), " | ".join("---" for _ in heads)]
    lines += [" | ".join(cell.replace("|", "\\|").replace("\n", " ") for cell in row) for row in rows]
    return "".join(f"| {line} |\n" for line in lines)


def _commands(command: object, path: str) -> Iterator[str]:
    """A command's own help, then that of the commands inside it."""
    import click

    assert isinstance(command, click.Command)
    names = ["-h", "--help"]  # as the program has them; a command remembers those of its first caller, hence the copy
    context = click.Context(command, info_name=path, terminal_width=100, max_content_width=100, help_option_names=names)
    fresh = copy(command)
    fresh._help_option = None
    yield f"## `{path}`\n\n```\n{fresh.get_help(context).rstrip()}\n```\n\n"
    if isinstance(command, click.Group):
        for name in sorted(command.list_commands(context)):
            inner = command.get_command(context, name)
            if inner is not None and not inner.hidden:
                yield from _commands(inner, f"{path} {name}")


def commands() -> str:
    """Every command of the command line, with its options."""
    from handslag.cli import handslag

    return "# Commands\n\n" + "".join(_commands(handslag, "handslag"))


def permissions() -> str:
    """Every question of what someone may do."""
    rows = []
    for path in sorted(SRC.glob("*/permissions.py")):
        module = import_module(f"handslag.{path.parent.name}.permissions")
        for name, function in sorted(inspect.getmembers(module, inspect.isfunction)):
            if name.startswith(("can_", "is_")) and function.__module__ == module.__name__:
                rows.append((f"`{path.parent.name}.{name}`", (inspect.getdoc(function) or "").split("\n\n")[0]))
    head = "# Permissions\n\nEach answers yes, or no with a reason in Swedish that the user is shown.\n\n"
    return head + _table(("Question", "Answer"), rows)


def words() -> str:
    """Every closed list of words: states, kinds, roles, and the signs."""
    lists = [
        ("Signs of life", "vitals.rules", "SIGN_WORDS"),
        ("Groups of signs", "vitals.rules", "GROUP_WORDS"),
        ("Reported status", "vitals.rules", "REPORTED_WORDS"),
        ("States of a local measure", "followup.models", "STATES"),
        ("Kinds of signal", "voice.models", "KINDS"),
        ("Kinds of administration", "people.models", "KINDS"),
        ("Roles", "people.models", "ROLES"),
    ]
    text = "# States, kinds and roles\n\nThe word in code and in files beside the Swedish one.\n"
    for title, module, name in lists:
        pairs = getattr(import_module(f"handslag.{module}"), name)
        rows = [(f"`{key}`", str(getattr(value, "word", value))) for key, value in pairs.items()]
        text += f"\n## {title}\n\n" + _table(("Code", "Swedish"), rows)
    return text


def _recorded(tree: ast.Module) -> Iterator[str]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and getattr(node.func, "id", getattr(node.func, "attr", "")) == "record":
            first = node.args[0] if node.args else None
            if isinstance(first, ast.Constant):
                yield str(first.value)
            elif isinstance(first, ast.JoinedStr):
                yield "".join(str(p.value) if isinstance(p, ast.Constant) else "…" for p in first.values)


def events() -> str:
    """Every kind of event in the record."""
    found: dict[str, set[str]] = {}
    for path in sorted(SRC.rglob("*.py")):
        for action in _recorded(ast.parse(path.read_text(encoding="utf-8"))):
            found.setdefault(action, set()).add(path.relative_to(SRC).parts[0])
    rows = [(f"`{action}`", ", ".join(sorted(rooms))) for action, rooms in sorted(found.items())]
    return "# Events\n\nWhat the append-only record holds, and which room writes it.\n\n" + _table(
        ("Event", "Room"), rows
    )


def access() -> str:
    """Every address, and what each role is answered."""
    from tests.house.access import ACCESS, PEOPLE

    rows = [
        (f"`{row.pattern}`", f"`{name}`", *(str(row.status(role)) for role in PEOPLE), row.why)
        for name, row in sorted(ACCESS.items(), key=lambda item: item[1].pattern)
    ]
    head = (
        "# Addresses\n\nWhat a GET is answered: 200 a page, 302 the login page or another page, 403 not for this role, "
        "404 nothing to see, 405 only posted to.\n\n"
    )
    return head + _table(("Address", "Name", *(role.replace("_", " ") for role in PEOPLE), "Note"), rows)


MACHINES = {
    "dossiers.rules.states:DOSSIER_MOVES": "The answer to a question, with its evidence",
    "followup.rules.adoption:ANSWER_MOVES": "An administration's answer to a focus area",
    "followup.rules.reporting:PART_MOVES": "A unit's part of the period report",
    "followup.rules.reporting:REPORT_MOVES": "An administration's period report",
    "papers.rules.words:DOCUMENT_MOVES": "A registered paper",
    "people.rules:INVITATION_MOVES": "An invitation",
    "plan.rules.revising:REVISION_MOVES": "A version of the plan",
    "questions.rules.commitments:COMMITMENT_MOVES": "A commitment",
    "questions.rules.questions:QUESTION_MOVES": "A question in the register",
    "tasks.rules.raising:ESCALATION_MOVES": "What has been raised to the next level",
    "tasks.rules.raising:LEVEL_MOVES": "The level it is raised to",
    "voice.rules.meetings:POINT_MOVES": "A point of a meeting",
    "voice.rules.signals:SIGNAL_MOVES": "A signal",
}
"""Every table of states, by its place in the code, with what it is about."""


def _tables_of_states() -> dict[str, dict[tuple[str, str], str]]:
    """Every table under a name ending in _MOVES in the rooms' rules: its place → (state, move) → state."""
    found = {}
    for path in sorted(SRC.glob("*/rules*/**/*.py")) + sorted(SRC.glob("*/rules.py")):
        names = [
            target.id
            for node in ast.parse(path.read_text(encoding="utf-8")).body
            if isinstance(node, ast.Assign | ast.AnnAssign)
            for target in ([node.target] if isinstance(node, ast.AnnAssign) else node.targets)
            if isinstance(target, ast.Name) and target.id.endswith("_MOVES")
        ]
        module = ".".join(path.relative_to(SRC).with_suffix("").parts).removesuffix(".__init__")
        for name in names:
            table = getattr(import_module(f"handslag.{module}"), name)
            found[f"{module}:{name}"] = {(str(a), str(b)): str(c) for (a, b), c in table.items()}
    return found


def _labels(module: object, keys: set[str]) -> dict[str, str]:
    """The Swedish words of the states or of the moves: the table beside them that has a word for each."""
    for name, value in vars(module).items():
        if name.isupper() and hasattr(value, "items"):
            pairs = {str(key): word for key, word in value.items()}
            if keys <= pairs.keys() and all(isinstance(word, str) for word in pairs.values()):
                return pairs
    return {}


def states() -> str:
    """Every table of states, as a diagram and as a table."""
    text = "# States\n\nWhat can happen to what, from which state to which. What is not here cannot be done.\n"
    for place, table in sorted(_tables_of_states().items(), key=lambda one: MACHINES.get(one[0], one[0])):
        module = import_module(f"handslag.{place.partition(':')[0]}")
        every = {state for (state, _), _ in table.items()} | set(table.values())
        words, moves = _labels(module, every), _labels(module, {move for _, move in table})
        title = MACHINES.get(place, place)
        text += f"\n## {title}\n\n`{place.replace(':', '.')}`\n\n```mermaid\nstateDiagram-v2\n"
        named = sorted(every & words.keys())
        text += "".join(f'  state "{words[state]}" as {state}\n' for state in named)
        drawn = [(a, moves.get(move, move), c) for (a, move), c in table.items()]
        text += "".join(f"  {a} --> {c}: {how.replace(':', ',')}\n" for a, how, c in drawn) + "```\n\n"
        rows = [
            (f"{words.get(a, a)} (`{a}`)", f"{moves.get(move, move)} (`{move}`)", f"{words.get(c, c)} (`{c}`)")
            for (a, move), c in table.items()
        ]
        text += _table(("From", "What is done", "To"), rows)
    return text


def _daily_letter() -> tuple[str, str]:
    """A day's letter to a unit manager: what is late, what is due soon, and a measure that needs no account."""
    from handslag.tasks.pages.letters import Line, Words, plain_text

    base = "https://handslag.example"
    lines = [
        Line("Svara på signal 12 om Rimlig arbetsbelastning", "Signalen lämnades den 2 mars 2026.", "1 dag sen",
             "16 mars 2026", late=True, href=f"{base}/signaler/12/", verb="Svara"),
        Line("Lämna lägesrapporten för T1 2026", "Enheten har fem åtgärder.", "om 7 dagar", "21 maj 2026", late=False,
             href=f"{base}/lagesrapport/", verb="Lämna"),
        Line("Notera läget för Mentor det första halvåret", "Åtgärden ska vara klar.", "om 30 dagar", "17 april 2026",
             late=False, href=f"{base}/atgarder/3/", verb="Notera", reply=f"{base}/svara/…/"),
    ]  # fmt: skip
    words = Words("Eva", "Tre saker väntar på dig. En är försenad.", lines, 0, base, example=True, city="Lillköping",
                  replies=True)  # fmt: skip
    return "Handslag: 1 dag sen: Svara på signal 12 om Rimlig arbetsbelastning, och 2 till", plain_text(words)


def _invitation() -> tuple[str, str]:
    """What someone is sent who has been given a role."""
    from datetime import datetime

    from handslag.core.clock import STOCKHOLM
    from handslag.people.letters import letter
    from handslag.people.models import City, Invitation, User

    invitation = Invitation(
        city=City(name="Lillköping"), role="plan_office", name="Pia Planansvarig", email="pia@example.org",
        invited_by=User(name="Ada Administratör"), expires_at=datetime(2026, 3, 31, 12, tzinfo=STOCKHOLM),
    )  # fmt: skip
    subject, text, _ = letter(invitation, "https://handslag.example/inbjudan/…/")
    return subject, text


DAILY = (
    "At most one to a person and day, with everything that waits, when something has come to a new stage: "
    "30, 7 and 1 days before, 1, 7 and 30 days after, then every 30 days."
)
MAILS: tuple[tuple[str, str, Callable[[], tuple[str, str]]], ...] = (
    ("The day's letter", DAILY, _daily_letter),
    ("Invitation", "When an administrator gives someone without an account a role.", _invitation),
)


def mails() -> str:
    """Every mail, as its reader gets it when all is filled in; the HTML says the same."""
    text = "# Mails\n\nEach is sent as plain text and as HTML with the same words. Here is the text of invented ones.\n"
    for title, when, build in MAILS:
        subject, body = build()
        text += f"\n## {title}\n\n{when}\n\n```\nÄmne: {subject}\n\n{body.rstrip()}\n```\n"
    return text


PAGES: dict[str, Callable[[], str]] = {
    "access.md": access,
    "states.md": states,
    "mails.md": mails,
    "events.md": events,
    "permissions.md": permissions,
    "words.md": words,
    "commands.md": commands,
}


def differences() -> dict[str, str]:
    """For each generated page that is not what the code says: the difference."""
    found = {}
    for name, build in PAGES.items():
        path = REFERENCE / name
        now = path.read_text(encoding="utf-8") if path.exists() else ""
        wanted = MADE + build()
        if now != wanted:
            lines = difflib.unified_diff(now.splitlines(), wanted.splitlines(), name, "from the code", lineterm="", n=1)
            found[name] = "\n".join(list(lines)[:40])
    return found


def main(what: str) -> int:
    """Write the pages, or compare them."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tests.settings")
    sys.path.insert(0, str(ROOT))
    import django

    django.setup()
    if what == "write":
        REFERENCE.mkdir(parents=True, exist_ok=True)
        for name, build in PAGES.items():
            (REFERENCE / name).write_text(MADE + build(), encoding="utf-8")
            print(f"docs/reference/{name}")
        return 0
    found = differences()
    for difference in found.values():
        print(difference)
    if found:
        print(f"\nNot what the code says: {', '.join(found)}. Run: make docs")
    return 1 if found else 0


if __name__ == "__main__":
    if sys.argv[1:] not in (["write"], ["check"]):
        sys.exit("usage: tools/reference.py write|check")
    sys.exit(main(sys.argv[1]))
