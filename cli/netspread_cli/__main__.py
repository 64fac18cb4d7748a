"""``python -m netspread_cli`` is ``netspread``."""

from netspread_cli.main import main

main()
