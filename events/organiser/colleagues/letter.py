"""The letter that asks a colleague to join. It leaves at once, so that whoever asks sees whether it did."""

import logging
from smtplib import SMTPException

from django.core.mail import EmailMessage
from django.template.loader import render_to_string
from django.utils import timezone, translation

from events.models import Joining
from events.public.joining import link_of
from venues.fields import in_language

trouble = logging.getLogger("kiertue.letters")


def send(joining: Joining) -> bool:
    """Whether the letter left; `sent_at` then says when. Outside any transaction: the post may be slow."""
    with translation.override(joining.language):
        organiser = in_language(joining.organiser.name, joining.language)[0]
        about = {"joining": joining, "organiser": organiser, "link": link_of(joining)}
        subject = " ".join(render_to_string("team/letter_subject.txt", about).split())
        body = render_to_string("team/letter.txt", about)
    letter = EmailMessage(subject, body, to=[joining.email], reply_to=[joining.organiser.mailbox])
    try:
        letter.send()
    except (OSError, SMTPException) as error:
        trouble.warning("The letter to a colleague could not be sent: %s", type(error).__name__)
        return False
    Joining.objects.filter(pk=joining.pk).update(sent_at=timezone.now())
    return True
