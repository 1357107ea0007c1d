"""What is stored about somebody, as they take it along: read by the inventory, packed as JSON, a page and files."""
