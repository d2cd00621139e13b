"""What every area of the web program shares: pages, sessions, headers, languages and pictures."""
