"""What search engines, feed readers and messengers read of the site."""
