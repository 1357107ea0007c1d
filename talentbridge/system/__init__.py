"""The page "System": whether what the platform runs on is in order, for national officers and administrators."""
