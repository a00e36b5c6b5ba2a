"""The contact form: its shape, in words that help."""

from typing import Any, cast

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from bookings import policies

TEXT_LENGTH = 5000


class PlainLineField(forms.CharField):
    """One line: whatever was sent, no line break gets into a mail's headers."""

    def to_python(self, value: Any) -> str:
        return " ".join(str(super().to_python(value)).split())


class PlainTextField(forms.CharField):
    """Several lines, counted as browsers count them: a line break is one character."""

    widget = forms.Textarea

    def to_python(self, value: Any) -> str:
        return str(super().to_python(value)).replace("\r\n", "\n").replace("\r", "\n")


class ContactForm(forms.Form):
    topic = forms.ChoiceField(
        label=gettext_lazy("Topic"),
        error_messages={
            "required": gettext_lazy("Please choose a topic."),
            "invalid_choice": gettext_lazy("This topic is no longer there. Please choose another."),
        },
    )
    name = PlainLineField(
        label=gettext_lazy("Name"), max_length=120, error_messages={"required": gettext_lazy("Please write your name.")}
    )
    email = forms.EmailField(
        label=gettext_lazy("E-mail"),
        max_length=254,
        error_messages={
            "required": gettext_lazy("Please write your e-mail address: we answer to it."),
            "invalid": gettext_lazy("This is no e-mail address. Write it like name@example.org."),
        },
    )
    text = PlainTextField(
        label=gettext_lazy("Message"),
        max_length=TEXT_LENGTH,
        error_messages={"required": gettext_lazy("Please write your message.")},
    )

    def __init__(self, topics: list[str], data: Any = None) -> None:
        super().__init__(data)
        if topics:
            choices = [("", _("Please choose")), *((topic, topic) for topic in topics)]
            cast(forms.ChoiceField, self.fields["topic"]).choices = choices
        else:
            del self.fields["topic"]

    def clean_text(self) -> str:
        text = self.cleaned_data["text"]
        if policies.has_too_many_links(text):
            message = _("At most %(links)d links, please: messages with more of them are mostly advertising.")
            raise ValidationError(message, params={"links": policies.MAX_LINKS})
        return text
