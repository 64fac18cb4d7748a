"""App: the main job on pages in the browser, served to this machine alone; ``docs/app.md`` is the tutorial.

The pages are drawn here and nothing is computed here: files are read, and questions answered, in other processes, by
the commands of ``netspread``.
"""
