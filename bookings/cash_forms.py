"""The numbers of a cash sheet, and the prices of the house, as the box office types them."""

from decimal import Decimal
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.admin.forms import WagtailAdminModelForm

from bookings.cash_sheets import CashSheet, Line, suggested
from bookings.models.takings import CENTS
from bookings.table_sheets import money_words

MOST_PEOPLE = 100_000  # of one price at one performance; more is a slip of the finger


class TakingsForm(forms.Form):
    """One field for each price of a sheet; what has been typed is kept whatever happens."""

    seen = forms.CharField(widget=forms.HiddenInput)

    def __init__(self, sheet: CashSheet, data: Any = None) -> None:
        super().__init__(data, initial={"seen": sheet.seen})
        prefilled = suggested(sheet)
        for line in sheet.lines:
            people = prefilled.get(line.price_type_id) if line.people is None else line.people
            price = money_words(line.amount) if line.amount else _("free of charge")
            self.fields[_name(line.price_type_id)] = forms.IntegerField(
                label=f"{line.name}, {price}",
                required=False,
                min_value=0,
                max_value=MOST_PEOPLE,
                initial=people,
                help_text=_amount_by_now(line),
                widget=forms.NumberInput(attrs={"inputmode": "numeric", "autocomplete": "off"}),
            )

    def people(self, sheet: CashSheet) -> dict[int, int | None]:
        """How many paid each price, by its id; None where a field is empty."""
        return {line.price_type_id: self.cleaned_data[_name(line.price_type_id)] for line in sheet.lines}

    def shown_anew(self, sheet: CashSheet) -> "TakingsForm":
        """The same numbers on the sheet as it is now, so that a second press on the button saves them."""
        return TakingsForm(sheet, {**{name: self.data.get(name) for name in self.data}, "seen": sheet.seen})


class PriceForm(WagtailAdminModelForm):  # type: ignore[misc]  # Wagtail ships no types
    """A price typed in euros; stored in cents."""

    amount = forms.DecimalField(
        label=gettext_lazy("amount in euros"),
        min_value=0,
        max_digits=7,
        decimal_places=2,
        localize=True,
        help_text=gettext_lazy("0 is free, as for guests of the house."),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.instance.pk:
            self.initial["amount"] = self.instance.amount

    def save(self, commit: bool = True) -> Any:
        self.instance.cents = int(self.cleaned_data["amount"] * Decimal(CENTS))
        return super().save(commit)


def _name(price_type_id: int) -> str:
    return f"price-{price_type_id}"


def _amount_by_now(line: Line) -> str:
    """That a price has changed since it was copied, and how a sheet gets the new one."""
    if line.amount_now is None:
        return ""
    words = _(
        "The price is %(amount)s by now; this sheet keeps its own. "
        "To take the new one, empty the field, save, and enter the number again."
    )
    return words % {"amount": money_words(line.amount_now)}
