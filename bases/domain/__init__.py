"""What officers and hosts do: verify, recognise, review, publish. Each function takes one audited step."""
