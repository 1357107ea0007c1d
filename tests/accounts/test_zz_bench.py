import time, pytest
from django.urls import reverse
from tests.factories import *
from experts.models import Profile, ProfileText
from accounts.models import User, AuditEvent
@pytest.mark.django_db
def test_bench(client):
    N=100_000
    client.force_login(AdministratorFactory())
    User.objects.bulk_create([User(email=f"u{i}@x.org", name=f"User {i}", password="!") for i in range(N)], batch_size=2000)
    ids=list(User.objects.filter(email__startswith="u").values_list("pk", flat=True))
    Profile.objects.bulk_create([Profile(user_id=u, kind="expert", state="active", name=f"Ada {i}", career_stage="R3", country="NO") for i,u in enumerate(ids)], batch_size=2000)
    ProfileText.objects.bulk_create([ProfileText(profile_id=p, language="en", headline=f"Plasma {p}") for p in Profile.objects.values_list("pk", flat=True)], batch_size=2000)
    AuditEvent.objects.bulk_create([AuditEvent(verb="tried", object_type="experts.profile", object_id=str(i), actor_id=ids[i]) for i in range(N)], batch_size=2000)
    for label,q in [("experts_profile",{}),("experts_profile",{"q":"Ada 5000"}),("experts_profile",{"country":"NO"}),("experts_profile",{"p":"1500"}),("accounts_user",{}),("accounts_user",{"q":"User 77777"}),("accounts_auditevent",{}),("accounts_auditevent",{"object_type":"experts.profile","object_id":"77"})]:
        u=reverse(f"admin:{label}_changelist"); 
        client.get(u,q)
        t=time.time(); r=client.get(u,q); print(label,q,r.status_code,round(time.time()-t,2))
