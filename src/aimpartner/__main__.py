"""`python -m aimpartner` is the command `aimpartner`."""

from aimpartner.cli.commands import main

main(prog_name="aimpartner")
