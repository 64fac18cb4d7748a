"""The command line: border control between files and the library. It reads, calls one verb, prints."""
