"""What is mailed: an invitation to a role, or a link to a new password."""

from __future__ import annotations

from django.template.loader import render_to_string

from handslag.core.clock import local
from handslag.core.text import swedish_date
from handslag.people.models import Invitation


def letter(invitation: Invitation, link: str) -> tuple[str, str, str]:
    """The subject, the plain text and the HTML of the mail."""
    account = invitation.account
    if account is not None:
        subject, call = "Nytt lösenord i Handslag", "Välj ett nytt lösenord"
        about = (
            f"Här kan du välja ett nytt lösenord till ditt konto {account.username} i Handslag. "
            "Det gamla lösenordet gäller tills du har valt ett nytt."
        )
    else:
        subject, call = f"Inbjudan till Handslag i {invitation.city}", "Välj användarnamn och lösenord"
        about = (
            f"{invitation.invited_by or 'Administratören'} bjuder in dig till Handslag som {invitation.word} i "
            f"{invitation.place}. I Handslag följer {invitation.city} upp sin handlingsplan för "
            "socialsekreterarnas arbetssituation."
        )
    hello = f"Hej {invitation.name}," if invitation.name else "Hej,"
    until = f"Länken går att använda en gång, till och med {swedish_date(local(invitation.expires_at).date())}."
    unknown = "Väntade du dig inte det här mejlet behöver du inte göra något."
    text = f"{hello}\n\n{about}\n\n{call}:\n{link}\n\n{until}\n{unknown}\n"
    parts = {"hello": hello, "about": about, "call": call, "link": link, "until": until, "unknown": unknown}
    return subject, text, render_to_string("people/mail/invitation.html", parts | {"subject": subject})
