"""Bodies: offices, committees, firms, schools, papers."""
