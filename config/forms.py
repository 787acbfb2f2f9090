"""How every form of the product looks: label, hint, error and field, in that order; cards for choices."""

from django.forms.renderers import DjangoTemplates


class Renderer(DjangoTemplates):
    form_template_name = "config/forms/form.html"
    field_template_name = "config/forms/field.html"
