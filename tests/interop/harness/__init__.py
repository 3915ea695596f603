"""The parts of the comparison: cases, servers, requests, responses, and how they are compared."""
