"""Pages: what a person looks at. Each is one file that asks no network for anything."""
