"""What is asked before names leave the house as a file: the kind, and what for."""

from django import forms
from django.db.models import TextChoices
from django.http import QueryDict
from django.utils.translation import gettext_lazy

from events.export import XLSX_TYPE

TYPES = {"csv": "text/csv; charset=utf-8", "xlsx": XLSX_TYPE}


class ExportForm(forms.Form):
    kind = forms.ChoiceField(
        label=gettext_lazy("File"),
        choices=[("xlsx", gettext_lazy("Excel (XLSX)")), ("csv", gettext_lazy("Table (CSV)"))],
        widget=forms.RadioSelect,
        initial="xlsx",
    )
    purpose = forms.ChoiceField(
        label=gettext_lazy("What is the list for?"),
        widget=forms.RadioSelect,
        help_text=gettext_lazy("Written into the log with your name. Delete the file when it has served."),
    )

    def __init__(self, data: QueryDict | None, *, purposes: type[TextChoices]) -> None:
        super().__init__(data)
        purpose = self.fields["purpose"]
        assert isinstance(purpose, forms.ChoiceField)  # noqa: S101  # as said above
        purpose.choices = purposes.choices
