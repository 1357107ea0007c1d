from django.urls import path

from exchanges.views import agreement, calendar, cohort, cohort_sign, cohort_terms, letters, lists, page, plan

app_name = "exchanges"
urlpatterns = [
    path("exchanges/", lists.exchanges, name="exchanges"),
    path("exchanges/calendar/", calendar.months, name="calendar"),
    path("exchanges/calendar/address/", calendar.address, name="calendar_address"),
    path("exchanges/calendar/<str:token>/stays.ics", calendar.feed, name="feed"),
    path("exchanges/calendar/<str:token>/<slug:slug>.ics", calendar.base_feed, name="base_feed"),
    path("exchanges/<int:pk>/", page.exchange, name="exchange"),
    path("exchanges/<int:pk>/agreement/", agreement.propose, name="propose"),
    path("exchanges/<int:pk>/agreement/sign/", agreement.sign, name="sign"),
    path("exchanges/<int:pk>/agreement/<int:number>/", agreement.version, name="version"),
    path("exchanges/<int:pk>/milestones/", plan.add_milestone, name="add_milestone"),
    path("exchanges/<int:pk>/milestones/<int:milestone>/", plan.milestone, name="milestone"),
    path("exchanges/<int:pk>/checklist/<int:item>/", plan.tick, name="tick"),
    path("exchanges/<int:pk>/letters/<int:letter>/", letters.paper, name="letter"),
    path("openings/<int:pk>/exchanges/", cohort.group, name="cohort"),
    path("openings/<int:pk>/exchanges/terms/", cohort_terms.terms, name="cohort_terms"),
    path("openings/<int:pk>/exchanges/sign/", cohort_sign.sign, name="cohort_sign"),
    path("verify/", letters.enter, name="enter"),
    path("verify/<str:code>/", letters.verify, name="verify"),
]
