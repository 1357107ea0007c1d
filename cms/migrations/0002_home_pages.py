"""Both locales, a home page in each tied by one translation key, and the site that serves them.

Wagtail's own migrations leave an English locale and a welcome page; the welcome page goes.
"""

from __future__ import annotations

import uuid

from django.apps.registry import Apps
from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor

LANGUAGES = ("en", "zh-hans")
TEXTS = {
    "en": {
        "title": "TalentBridge",
        "hero_title": "Take your research to the laboratory that needs it",
        "hero_lead": (
            "International science and technology bases post their exchange openings here. A Chinese opening finds an "
            "English profile, and the reverse; every suggestion comes with reasons you can check."
        ),
    },
    "zh-hans": {
        "title": "人才桥",
        "hero_title": "把你的研究，带到需要它的实验室",
        "hero_lead": (
            "国际科技合作基地在这里公开交流岗位。中文岗位能找到英文简历，英文岗位也能找到中文简历；"
            "每一次推荐都附上可以核对的理由。"
        ),
    },
}


def make(apps: Apps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    ContentType = apps.get_model("contenttypes", "ContentType")
    Page = apps.get_model("wagtailcore", "Page")
    Site = apps.get_model("wagtailcore", "Site")
    Locale = apps.get_model("wagtailcore", "Locale")
    HomePage = apps.get_model("cms", "HomePage")

    page_type = ContentType.objects.get(app_label="wagtailcore", model="page")
    Page.objects.filter(depth=2, slug="home", content_type=page_type).delete()  # takes its site with it
    root = Page.objects.get(depth=1)
    home_type, _ = ContentType.objects.get_or_create(app_label="cms", model="homepage")
    translation_key = uuid.uuid4()
    pages = []
    for number, language in enumerate(LANGUAGES, start=1):
        locale, _ = Locale.objects.get_or_create(language_code=language)
        slug = "home" if language == "en" else f"home-{language}"
        pages.append(
            HomePage.objects.create(
                path=f"{root.path}{number:04d}",
                depth=2,
                numchild=0,
                slug=slug,
                url_path=f"/{slug}/",
                draft_title=TEXTS[language]["title"],
                content_type=home_type,
                locale=locale,
                translation_key=translation_key,
                **TEXTS[language],
            )
        )
    root.numchild = len(pages)
    root.save(update_fields=["numchild"])
    Site.objects.get_or_create(
        is_default_site=True, defaults={"hostname": "localhost", "port": 80, "root_page_id": pages[0].pk}
    )


def remove(apps: Apps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    apps.get_model("wagtailcore", "Site").objects.filter(is_default_site=True).delete()
    apps.get_model("cms", "HomePage").objects.all().delete()
    Page = apps.get_model("wagtailcore", "Page")
    Page.objects.filter(depth=1).update(numchild=0)


class Migration(migrations.Migration):
    dependencies = [("cms", "0001_initial"), ("contenttypes", "0002_remove_content_type_name")]

    operations = [migrations.RunPython(make, remove)]
