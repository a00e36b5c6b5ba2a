"""The Italian and the English front page, translations of each other, in place of Wagtail's welcome page."""

import uuid

from django.db import migrations

ROOT_PATH = "0001"


def create_home_pages(apps, schema_editor):
    remove_pages_below_root(apps)
    italian = create_home_page(apps, language="it", slug="home", path="00010001", translation_key=uuid.uuid4())
    create_home_page(apps, language="en", slug="home-en", path="00010002", translation_key=italian.translation_key)
    set_root_children(apps, 2)
    create_site(apps, italian)


def restore_welcome_page(apps, schema_editor):
    remove_pages_below_root(apps)
    welcome = apps.get_model("wagtailcore", "Page").objects.create(
        title="Welcome to your new Wagtail site!",
        draft_title="Welcome to your new Wagtail site!",
        slug="home",
        content_type=content_type(apps, "wagtailcore", "page"),
        path="00010001",
        depth=2,
        url_path="/home/",
        locale=apps.get_model("wagtailcore", "Locale").objects.get(language_code="it"),
    )
    set_root_children(apps, 1)
    create_site(apps, welcome)


def create_home_page(apps, *, language, slug, path, translation_key):
    locale, _ = apps.get_model("wagtailcore", "Locale").objects.get_or_create(language_code=language)
    return apps.get_model("home", "HomePage").objects.create(
        title="AzioneLab",
        draft_title="AzioneLab",
        slug=slug,
        content_type=content_type(apps, "home", "homepage"),
        path=path,
        depth=2,
        url_path=f"/{slug}/",
        locale=locale,
        translation_key=translation_key,
    )


# Models of migrations have no tree methods: paths and counts are written by hand.


def remove_pages_below_root(apps):
    apps.get_model("wagtailcore", "Page").objects.filter(path__startswith=ROOT_PATH, depth__gt=1).delete()


def set_root_children(apps, count):
    apps.get_model("wagtailcore", "Page").objects.filter(path=ROOT_PATH).update(numchild=count)


def create_site(apps, root_page):
    apps.get_model("wagtailcore", "Site").objects.create(
        hostname="localhost", site_name="AzioneLab", root_page_id=root_page.pk, is_default_site=True
    )


def content_type(apps, app_label, model):
    # On a new database the row is only born after all migrations.
    return apps.get_model("contenttypes", "ContentType").objects.get_or_create(app_label=app_label, model=model)[0]


class Migration(migrations.Migration):
    dependencies = [
        ("home", "0001_initial"),
        ("wagtailcore", "0097_baselogentry_uuid_action_timestamp_indexes"),
        ("contenttypes", "0002_remove_content_type_name"),
    ]

    operations = [migrations.RunPython(create_home_pages, restore_welcome_page)]
