from django import forms

from home.forms import PageForm
from shows import queries


class ShowPageForm(PageForm):
    """Offers the categories of the page's own language; those of a page just copied for translation come along."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        categories: forms.ModelMultipleChoiceField | None = self.fields.get("categories")
        if categories is not None:
            categories.queryset = categories.queryset.filter(locale_id=self.instance.locale_id)
            if self.instance.pk:
                self.initial["categories"] = queries.categories_of(self.instance)
