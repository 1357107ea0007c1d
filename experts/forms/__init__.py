"""What the pages of the editor ask."""
