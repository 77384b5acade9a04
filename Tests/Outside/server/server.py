"""The server, tried from outside by programs that share no code with it.

    python3 server.py PROGRAM [CHECK...]

Ends with 1 when something that must hold does not.
"""
import sys

import clients
import openapi
import outsiders
import page
import secrets_of
import streams
from serving import Checks

ALL = (page.CHECKS | clients.CHECKS | outsiders.CHECKS | secrets_of.CHECKS | streams.CHECKS
       | openapi.CHECKS)

if __name__ == "__main__":
    sys.exit(Checks(sys.argv[1]).run(ALL, sys.argv[2:]))
