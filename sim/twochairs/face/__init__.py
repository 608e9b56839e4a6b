"""What a script calls: every verb of the command as a function with types, raising TwochairsError alone."""
