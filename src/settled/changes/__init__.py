"""What a person changes in records: statuses, successors, relations, numbers and mends, planned before writing."""
