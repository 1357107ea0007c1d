from django.urls import path
from django.views.generic import RedirectView

from accounts.views import letters, own, role_requests

app_name = "accounts"
urlpatterns = [
    # What bookmarks and calls to action in stored pages name.
    path("login/", RedirectView.as_view(pattern_name="account_login", query_string=True), name="login"),
    path("account/", own.account, name="account"),
    path("account/settings/", own.settings, name="settings"),
    path("account/rights/", own.rights, name="rights"),
    path("account/as/", own.act_as, name="act_as"),
    path("account/second-factor/", own.second_factor, name="second_factor"),
    path("account/address/", own.address, name="address"),
    path("account/address/<str:token>/", own.address_agreed, name="address_agreed"),
    path("account/letters/<str:token>/stop/", letters.stop_digest, name="stop_digest"),
    path("account/roles/ask/", role_requests.ask, name="role_ask"),
    path("account/roles/<int:pk>/take-back/", role_requests.take_back, name="role_take_back"),
    path("account/invitation/<str:token>/", role_requests.invitation, name="invitation"),
    path("roles/", role_requests.queue, name="role_queue"),
    path("roles/invite/", role_requests.invite, name="role_invite"),
    path("roles/requests/<int:pk>/", role_requests.decide, name="role_decide"),
    path("roles/invitations/<int:pk>/withdraw/", role_requests.withdraw, name="role_withdraw"),
]
