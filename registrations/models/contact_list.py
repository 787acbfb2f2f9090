"""Whom an organiser invites again and again: a region's leaders, a steering group, a core group."""

from uuid import uuid4

from django.db import models
from django.db.models import Count, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from events.actors import Actor
from events.models import Event, Organiser, User
from registrations.models.person import Person
from venues.fields import CleanCharField, CleanTextField
from venues.models import Region
from venues.text import search_key


class ContactListQuerySet(models.QuerySet["ContactList"]):
    def editable_by(self, actor: Actor) -> "ContactListQuerySet":
        """A list is the whole organiser's: who may change certain stops only sees none."""
        return self.filter(organiser__in=actor.begins_for)

    def in_use(self) -> "ContactListQuerySet":
        return self.filter(archived_at=None)

    def counted(self) -> "ContactListQuerySet":
        """With `people`, how many are on each."""
        return self.annotate(people=Count("entries"))


class ContactList(models.Model):
    """A list of people of one organiser, with the regions that it is for, if any."""

    uuid = models.UUIDField(default=uuid4, unique=True, editable=False)
    organiser = models.ForeignKey(Organiser, models.PROTECT, related_name="contact_lists", db_index=False)
    name = CleanCharField(max_length=150)
    regions = models.ManyToManyField(Region, blank=True, related_name="+")
    note = CleanTextField(max_length=1000, blank=True)
    submission = models.UUIDField(
        unique=True, null=True, editable=False, help_text="Of the form: the same one sent twice is one list."
    )
    created_at = models.DateTimeField(auto_now_add=True)
    archived_at = models.DateTimeField(null=True, blank=True)

    objects = ContactListQuerySet.as_manager()

    class Meta:
        ordering = ["name", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["organiser", "name"], name="one_list_per_organiser_and_name")
        ]

    def __str__(self) -> str:
        return self.name


class ListEntryQuerySet(models.QuerySet["ListEntry"]):
    def editable_by(self, actor: Actor) -> "ListEntryQuerySet":
        return self.filter(contact_list__organiser__in=actor.begins_for)

    def whole(self) -> "ListEntryQuerySet":
        return self.select_related("person", "letters_to", "invited_to")

    def sorted(self) -> "ListEntryQuerySet":
        return self.order_by("person__sort_key", "pk")

    def holding(self, words: str) -> "ListEntryQuerySet":
        """Entries that hold each word in a name, an organisation, a job title or an address."""
        rows = self
        for word in search_key(words).split():
            rows = rows.filter(
                Q(person__search_text__contains=word)
                | Q(search_text__contains=word)
                | Q(person__email__contains=word)
                | Q(letters_to__email__contains=word)
            )
        return rows


class ListEntry(models.Model):
    """Somebody on a list. It lives until `kept_until`, which moves on whenever it is used or confirmed."""

    uuid = models.UUIDField(default=uuid4, unique=True, editable=False)
    contact_list = models.ForeignKey(ContactList, models.CASCADE, related_name="entries", db_index=False)
    person = models.ForeignKey(Person, models.PROTECT, related_name="list_entries")
    organisation_text = CleanCharField(max_length=200, blank=True)
    job_title = CleanCharField(max_length=150, blank=True)
    letters_to = models.ForeignKey(Person, models.PROTECT, null=True, blank=True, related_name="+")
    source = CleanCharField(max_length=200, blank=True, help_text=_("Where the address is from."))
    invited_to = models.ForeignKey(
        Event, models.SET_NULL, null=True, blank=True, related_name="+", help_text="The source, if it is one."
    )
    dated = models.DateField(help_text="When the address was told, or last confirmed.")
    added_at = models.DateTimeField(default=timezone.now, editable=False)
    added_by = models.ForeignKey(User, models.SET_NULL, null=True, blank=True, related_name="+")
    kept_until = models.DateField(db_index=True)
    search_text = models.TextField(editable=False, default="")

    objects = ListEntryQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["contact_list", "person"], name="once_on_a_contact_list")
        ]

    def __str__(self) -> str:
        return str(self.uuid)

    def put_in_order(self) -> None:
        """By what this entry is searched, beside the person's name and address."""
        self.search_text = search_key(self.organisation_text, self.job_title)

    @property
    def addressee(self) -> Person:
        """Who reads the letters."""
        return self.letters_to or self.person

    @property
    def is_quiet(self) -> bool:
        """Whether the person, or whoever reads for them, has asked not to be written to."""
        return bool(self.person.do_not_write_at or self.addressee.do_not_write_at)
