"""Statistics of use without cookies and without persons (docs/decisions/0040): what is counted is in asked.py, how in
counting.py, what officers read in report.py."""
