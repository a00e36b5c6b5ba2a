"""The list of categories in the admin: how many shows each has."""

from django.test import TestCase

from home.tests.builders import home
from shows import queries
from shows.models import Category
from shows.tests.builders import add_programme, add_show


class CategoryCountTests(TestCase):
    @classmethod
    def setUpTestData(cls):
        italian, english = home("it").locale, home("en").locale
        cls.drama = Category.objects.create(locale=italian, name="Prosa", slug="prosa")
        cls.english_drama = Category.objects.create(
            locale=english, name="Drama", slug="drama", translation_key=cls.drama.translation_key
        )
        cls.music = Category.objects.create(locale=italian, name="Musica", slug="musica")
        programme = add_programme()
        for slug in ("uno", "due"):
            cls.choose(add_show(programme, slug), cls.drama)
        # A show that was translated keeps the category that its original has.
        cls.choose(add_show(add_programme("en"), "one"), cls.drama)

    @staticmethod
    def choose(show, category):
        show.categories.add(category)
        show.save()

    def counts(self) -> dict[str, int]:
        return {category.name: category.show_count for category in queries.with_show_counts(Category.objects.all())}

    def test_shows_are_counted_in_the_language_of_the_category(self):
        assert self.counts() == {"Prosa": 2, "Drama": 1, "Musica": 0}

    def test_the_list_asks_as_much_for_one_as_for_three(self):
        with self.assertNumQueries(1):
            self.counts()
