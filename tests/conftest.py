"""What all tests share."""

from hypothesis import settings

# No test holds a clock against the code: machines are busy at times. And the same examples come each time.
settings.register_profile("netspread", deadline=None, derandomize=True)
settings.load_profile("netspread")
