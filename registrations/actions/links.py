"""Send me my links: the same answer to everyone, the truth by mail."""

from events.transactions import in_transaction
from registrations.models import OutgoingMail, Person
from registrations.models.person import normal_email
from registrations.outbox.posting import post, to_person

EVERY_SECONDS = 600


@in_transaction
def send_links(*, email: str, language: str) -> None:
    """One letter per organiser that knows the address, at most one in ten minutes; nothing to an unknown one."""
    people = Person.objects.filter(email=normal_email(email), erased_at=None)
    post(
        *(
            to_person(person, OutgoingMail.Kind.LINKS, language=language, every_seconds=EVERY_SECONDS)
            for person in people
        )
    )
