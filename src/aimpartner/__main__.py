"""`python -m aimpartner` is the command `aimpartner`."""

from aimpartner.cli import main

main(prog_name="aimpartner")
