"""The planner's first page: what needs a decision, and the legal dates of the year ahead."""
