"""What attachés write, and what people answer."""
