"""A form's fields, copied for whoever fills it in, without asking each object how it wants to be copied."""

import copy
from typing import Any, TypeVar

from django import forms

FormClass = TypeVar("FormClass", bound=type[forms.Form])
FieldClass = TypeVar("FieldClass", bound=forms.Field)
AS_ANY = (forms.Field.__deepcopy__, forms.ChoiceField.__deepcopy__)
AS_ANY_WIDGET = (forms.Widget.__deepcopy__, forms.widgets.ChoiceWidget.__deepcopy__)


class Fields(dict[str, forms.Field]):
    """The fields of a class of forms, which Django copies deeply for each form: a quarter of the time goes so."""

    def __deepcopy__(self, memo: dict[int, Any]) -> dict[str, forms.Field]:
        return {name: copied(field, memo) for name, field in self.items()}


def quickly_copied(form: FormClass) -> FormClass:
    """A class of forms that many fill in in the same minute."""
    declared: Any = form
    declared.base_fields = Fields(declared.base_fields)
    return form


def copied(field: FieldClass, memo: dict[int, Any]) -> FieldClass:
    """A field whose attributes, messages, validators and widget's attributes may be changed; lists are to be replaced."""
    if type(field).__deepcopy__ not in AS_ANY or type(field.widget).__deepcopy__ not in AS_ANY_WIDGET:
        return copy.deepcopy(field, memo)
    other = _like(field)
    other.widget = _like(field.widget)
    other.widget.attrs = field.widget.attrs.copy()
    other.error_messages = field.error_messages.copy()
    other.validators = [*field.validators]
    return other


def _like(each: Any) -> Any:
    other = object.__new__(type(each))
    vars(other).update(vars(each))
    return other
