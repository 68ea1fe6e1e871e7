"""The command line's entry: ``python -m portfolio …``. The commands are in portfolio.commands."""

import sys

from portfolio import commands

if __name__ == "__main__":
    sys.exit(commands.main(sys.argv[1:]))
