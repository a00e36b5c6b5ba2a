from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator
from django.db import models
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _
from modelcluster.contrib.taggit import ClusterTaggableManager
from modelcluster.fields import ParentalKey, ParentalManyToManyField
from taggit.models import TaggedItemBase
from wagtail.admin.panels import FieldPanel, FieldRowPanel, InlinePanel, MultiFieldPanel
from wagtail.fields import StreamField
from wagtail.models import Orderable, Page
from wagtail.search import index

from home import page_cache
from home.blocks import BodyBlock
from home.media_blocks import GalleryBlock, TrailerBlock
from home.models import BasePage
from shows import queries
from shows.blocks import ContentWarningListBlock, PressQuoteListBlock
from shows.colours import validate_accent
from shows.forms import ShowPageForm
from shows.seasons import validate_season


class ShowIndexPage(BasePage):
    """The programme: every show of its language."""

    introduction = models.TextField(
        _("introduction"), max_length=400, blank=True, help_text=_("Set in large type below the title.")
    )

    keeps_query = True  # the filters go along when the language is switched

    page_description = _("The programme: lists all shows below it.")
    parent_page_types = ["home.HomePage"]
    subpage_types = ["shows.ShowPage"]
    max_count_per_parent = 1

    content_panels = [*Page.content_panels, FieldPanel("introduction")]
    search_fields = [*BasePage.search_fields, index.SearchField("introduction")]

    class Meta:
        verbose_name = _("programme")
        verbose_name_plural = _("programmes")

    def get_context(self, request, *args, **kwargs):
        return super().get_context(request, *args, **kwargs) | {"shows": queries.programme(self.locale_id)}


class ShowTag(TaggedItemBase):
    """One of the editors' free words for a show."""

    content_object = ParentalKey("shows.ShowPage", on_delete=models.CASCADE, related_name="tagged_items")


class ShowPage(BasePage):
    """A work on stage. Its performances are rows of their own that no draft of this page can touch."""

    class Entry(models.TextChoices):
        FREE = "free", _("Free entry")
        AT_THE_DOOR = "at_the_door", _("Pay at the door")

    subtitle = models.CharField(
        _("subtitle"), max_length=160, blank=True, help_text=_("One line below the title, in smaller type.")
    )
    author = models.CharField(
        _("author"), max_length=160, blank=True, help_text=_("As on the poster: “by Mara Dell’Orto, after Ovid”.")
    )
    director = models.CharField(
        _("director"), max_length=160, blank=True, help_text=_("Whoever directed it, as on the poster.")
    )
    season = models.CharField(
        _("season"),
        max_length=7,
        blank=True,
        default="",
        db_default="",
        validators=[validate_season],
        help_text=_(
            "For example 2026/27: where the show stands in the archive. Empty: the season of its last performance."
        ),
    )
    categories = ParentalManyToManyField(
        "shows.Category",
        verbose_name=_("categories"),
        blank=True,
        help_text=_("Visitors narrow the programme down by them."),
    )
    tags = ClusterTaggableManager(
        through=ShowTag,
        blank=True,
        verbose_name=_("tags"),
        help_text=_("Free words, between commas: water, memory, for schools. Each leads to the shows that share it."),
    )

    running_time = models.PositiveSmallIntegerField(
        _("running time"), null=True, blank=True, help_text=_("In minutes, the interval included.")
    )
    interval = models.PositiveSmallIntegerField(
        _("interval"), default=0, blank=True, help_text=_("In minutes; 0 when the show is played in one go.")
    )
    interval_count = models.PositiveSmallIntegerField(
        _("how many intervals"),
        default=1,
        db_default=1,
        blank=True,
        help_text=_("Counts only when there is an interval."),
    )
    age_guidance = models.CharField(
        _("age guidance"), max_length=80, blank=True, help_text=_("For example: from 14 years.")
    )
    minimum_age = models.PositiveSmallIntegerField(
        _("from which age"),
        null=True,
        blank=True,
        validators=[MaxValueValidator(99)],
        help_text=_("In years, as a number for search engines and calendars; 0 is for everybody."),
    )
    language_note = models.CharField(
        _("language"), max_length=120, blank=True, help_text=_("What is spoken, and whether there are surtitles.")
    )
    entry = models.CharField(_("entry"), max_length=20, choices=Entry.choices, default=Entry.FREE)
    price_note = models.CharField(
        _("prices"), max_length=120, blank=True, help_text=_("What is paid at the door. Empty when entry is free.")
    )
    latecomer_rule = models.CharField(
        _("latecomers"), max_length=200, blank=True, help_text=_("Whether and when latecomers are let in.")
    )
    content_warnings = StreamField(
        ContentWarningListBlock(),
        verbose_name=_("content warnings"),
        blank=True,
        help_text=_("What somebody may want to know before it happens, one thing at a time."),
    )
    no_content_warnings = models.BooleanField(
        _("nothing to warn of"),
        default=False,
        db_default=False,
        help_text=_("Tick it when you have thought about it and there is nothing: the page then says so."),
    )

    poster = models.ForeignKey(
        "home.AzioneImage",
        verbose_name=_("poster"),
        on_delete=models.SET_NULL,
        related_name="+",
        null=True,
        blank=True,
        help_text=_("Upright, 4 to 5: it stands for the show in the programme."),
    )
    picture = models.ForeignKey(
        "home.AzioneImage",
        verbose_name=_("large picture"),
        on_delete=models.SET_NULL,
        related_name="+",
        null=True,
        blank=True,
        help_text=_("Across, 16 to 10: it opens the page of the show."),
    )
    accent = models.CharField(
        _("accent colour"),
        max_length=7,
        blank=True,
        validators=[validate_accent],
        help_text=_("The one strong colour of the show, for example #b3261e. Empty: the colour of the company."),
    )
    introduction = models.TextField(
        _("introduction"), max_length=500, blank=True, help_text=_("The show in two or three sentences, in large type.")
    )
    body = StreamField(BodyBlock(), verbose_name=_("story"), blank=True)
    trailer = StreamField(TrailerBlock(), verbose_name=_("trailer"), blank=True, default=list, db_default=[])
    gallery = StreamField(GalleryBlock(), verbose_name=_("gallery"), blank=True)
    press_quotes = StreamField(PressQuoteListBlock(), verbose_name=_("press"), blank=True)

    page_description = _("A show. Its dates are added by the box office.")
    parent_page_types = ["shows.ShowIndexPage"]
    subpage_types = []
    base_form_class = ShowPageForm

    content_panels = [
        *Page.content_panels,
        MultiFieldPanel(
            [
                FieldPanel("subtitle"),
                FieldPanel("author"),
                FieldPanel("director"),
                FieldPanel("season"),
                FieldPanel("categories", widget=forms.CheckboxSelectMultiple),
                FieldPanel("tags"),
            ],
            heading=_("Author, season, categories"),
        ),
        MultiFieldPanel(
            [FieldPanel("poster"), FieldPanel("picture"), FieldPanel("accent")],
            heading=_("Poster and colour"),
        ),
        MultiFieldPanel(
            [
                FieldRowPanel([FieldPanel("running_time"), FieldPanel("interval"), FieldPanel("interval_count")]),
                FieldRowPanel([FieldPanel("age_guidance"), FieldPanel("minimum_age")]),
                FieldPanel("language_note"),
                FieldRowPanel([FieldPanel("entry"), FieldPanel("price_note")]),
                FieldPanel("latecomer_rule"),
                FieldPanel("content_warnings"),
                FieldPanel("no_content_warnings"),
            ],
            heading=_("Good to know before coming"),
        ),
        FieldPanel("introduction"),
        FieldPanel("body"),
        InlinePanel("credits", heading=_("Credits"), label=_("credit")),
        FieldPanel("trailer"),
        FieldPanel("gallery"),
        FieldPanel("press_quotes"),
    ]
    search_fields = [
        *BasePage.search_fields,
        index.SearchField("subtitle"),
        index.SearchField("author"),
        index.SearchField("director"),
        index.SearchField("introduction"),
        index.SearchField("body"),
        index.RelatedFields("credits", [index.SearchField("role"), index.SearchField("name")]),
        index.RelatedFields("categories", [index.SearchField("name")]),
        index.RelatedFields("tags", [index.SearchField("name")]),
    ]

    class Meta:
        verbose_name = _("show")
        verbose_name_plural = _("shows")

    def get_context(self, request, *args, **kwargs):
        context = super().get_context(request, *args, **kwargs) | {"shows": [self]}
        if getattr(request, "is_preview", False):
            return context | self._read_rows()
        return context | page_cache.remember(("rows of a show", self.pk), self._read_rows)

    def _read_rows(self) -> dict[str, list]:
        """What the page prints of its own rows; in a preview these are not saved yet."""
        return {
            "credits": queries.credits_of(self),
            "categories": queries.categories_of(self),
            "tags": queries.tags_of(self),
        }

    def clean(self):
        super().clean()
        self.interval, self.interval_count = self.interval or 0, self.interval_count or 1  # emptied in the form
        if self.no_content_warnings and self.content_warnings:
            raise ValidationError(
                {"no_content_warnings": _("There are warnings above: take them out, or do not tick this.")}
            )
        if self.running_time and self.interval and self.interval * self.interval_count >= self.running_time:
            raise ValidationError(
                {"interval": _("The running time includes the intervals, so they are shorter than it.")}
            )

    @property
    def listing_image(self):
        return self.social_image or self.poster

    @property
    def running_time_words(self) -> str:
        """“85 minutes, one interval of 15 minutes”, in the language of the reader; empty while unknown."""
        if not self.running_time:
            return ""
        minutes = gettext("%(minutes)d minutes") % {"minutes": self.running_time}
        if not self.interval or not self.interval_count:
            return gettext("%(running_time)s, no interval") % {"running_time": minutes}
        words = ngettext(
            "%(running_time)s, one interval of %(interval)d minutes",
            "%(running_time)s, %(count)d intervals of %(interval)d minutes",
            self.interval_count,
        )
        return words % {"running_time": minutes, "count": self.interval_count, "interval": self.interval}

    @property
    def entry_words(self) -> str:
        """What it costs, in words: “Free entry”, or “Pay at the door: 12 €”."""
        label = self.get_entry_display()
        return f"{label}: {self.price_note}" if self.price_note else str(label)


class Credit(Orderable):
    """One line of the credits: a role, and a person of the company or a name."""

    page = ParentalKey(ShowPage, on_delete=models.CASCADE, related_name="credits")
    role = models.CharField(_("role"), max_length=120, help_text=_("For example: with, lights, sound, costumes."))
    person = models.ForeignKey(
        "home.Person", verbose_name=_("person"), on_delete=models.PROTECT, related_name="+", null=True, blank=True
    )
    guest = models.CharField(
        _("or name"), max_length=160, blank=True, help_text=_("For somebody who is not among the people of the site.")
    )

    panels = [FieldPanel("role"), FieldRowPanel([FieldPanel("person"), FieldPanel("guest")])]

    class Meta(Orderable.Meta):
        verbose_name = _("credit")
        verbose_name_plural = _("credits")

    def __str__(self) -> str:
        return f"{self.role}: {self.name}"

    def clean(self):
        super().clean()
        if bool(self.person_id) == bool(self.guest):
            raise ValidationError({"guest": _("Choose a person or write a name, one of the two.")})

    @property
    def name(self) -> str:
        return self.person.name if self.person else self.guest
