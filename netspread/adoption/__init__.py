"""Adoption: what did happen. Who adopted when, who had been exposed by then, and whether it spread by contact."""
