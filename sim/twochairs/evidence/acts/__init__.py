"""From where a state stands to what it is seen to do: votes, declarations, sanctions and polls, with their noise.

Alignment comes in as draws. Each kind of act is fitted on what was done up to a year and forecast after it. Priors are
assumed, and no scored year was looked at to set them.
"""
