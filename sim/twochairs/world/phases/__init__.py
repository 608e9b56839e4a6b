"""The phases of a month, a file each: loops that gather inputs and call one rule.

Every loop runs over agents outside and lanes (replicates) innermost. A phase reads what earlier phases of the month
have landed; within a phase all agents read the values of its start.
"""
