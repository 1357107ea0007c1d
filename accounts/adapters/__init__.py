"""What django-allauth asks us: how letters are sent, how secrets are kept, what ORCID tells."""
