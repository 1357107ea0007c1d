"""A form to write to the editors."""

from __future__ import annotations

import logging
from datetime import timedelta
from smtplib import SMTPException
from typing import Any, ClassVar

from django.contrib import messages
from django.core.mail import EmailMessage
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.utils import timezone
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel
from wagtail.contrib.forms.models import EmailFormMixin, FormMixin, FormSubmission
from wagtail_localize.fields import SynchronizedField

from cms.contact import ContactForm, Topic
from cms.models.body import BodyPage

logger = logging.getLogger(__name__)

MOST_AN_HOUR = 60  # messages from all visitors: more is a flood, and a table that grows without end


class ContactPage(EmailFormMixin, FormMixin, BodyPage):
    """Its form is the same in both languages; messages are listed in the editor and, with an address, sent on."""

    override_translatable_fields = [
        SynchronizedField("to_address"),
        SynchronizedField("from_address"),
        SynchronizedField("subject"),
    ]
    content_panels = [
        *BodyPage.content_panels,
        FieldPanel("to_address"),
        FieldPanel("from_address"),
        FieldPanel("subject"),
    ]
    template = "cms/contact_page.html"
    parent_page_types: ClassVar[list[str]] = ["cms.HomePage"]
    subpage_types: ClassVar[list[str]] = []
    max_count_per_parent = 1
    show_in_menus_default = True
    preview_modes: ClassVar[list[tuple[str, Any]]] = [("form", _("Form"))]

    class Meta:
        verbose_name = _("contact page")
        verbose_name_plural = _("contact pages")

    def get_form_class(self) -> type[ContactForm]:
        return ContactForm

    def get_data_fields(self) -> list[tuple[str, Any]]:
        names = ("topic", "message", "email")
        fields = [(name, ContactForm.base_fields[name].label) for name in names]
        return [("submit_time", _("Sent")), *fields]

    def get_form(self, *args: Any, **kwargs: Any) -> ContactForm:
        """Wagtail hands over page and user, too; a message says nothing of either."""
        return ContactForm(*args)

    def serve(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        form = ContactForm(request.POST if request.method == "POST" else None, initial=_begun(request))
        if request.method == "POST" and form.is_valid():
            if form.is_machine_made or self._keep(form):
                messages.success(request, _now("Your message has arrived. Thank you."))
                return redirect(self.get_url(request))
            form.add_error(
                None, _now("Very many messages arrive at this moment; send yours again in an hour.")
            )
        context = self.get_context(request) | {"form": form}
        return TemplateResponse(request, self.get_template(request), context)

    def _keep(self, form: ContactForm) -> bool:
        """Store the message and send it on; False when too many have arrived."""
        since = timezone.now() - timedelta(hours=1)
        if FormSubmission.objects.filter(page=self, submit_time__gte=since).count() >= MOST_AN_HOUR:
            return False
        self.process_form_submission(form)
        return True

    def process_form_submission(self, form: ContactForm) -> FormSubmission:
        kept = FormSubmission.objects.create(form_data=form.kept, page=self)
        if self.to_address:
            try:
                self.send_mail(form)
            except (OSError, SMTPException) as error:  # the message is stored and listed all the same
                logger.warning("message %s could not be sent on: %s", kept.pk, type(error).__name__)
        return kept

    def send_mail(self, form: ContactForm) -> None:
        kept = form.kept
        EmailMessage(
            subject=self.subject or str(Topic(kept["topic"]).label),
            body=kept["message"],
            from_email=self.from_address or None,
            to=[address.strip() for address in self.to_address.split(",")],
            reply_to=[kept["email"]] if kept["email"] else None,
        ).send()


def _begun(request: HttpRequest) -> dict[str, str]:
    """What the page that led here already says: `?topic=account`."""
    topic = request.GET.get("topic", "")
    return {"topic": topic} if topic in Topic.values else {}
