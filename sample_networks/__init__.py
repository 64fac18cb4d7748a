"""Sample networks: invented people in realistic files, and what makes them."""
