"""`python -m caseweave` is the command `caseweave`."""

import sys

from caseweave.cli import main

if __name__ == "__main__":
    sys.exit(main())
