"""What happens to a raw article on its way in: recognised, read by extractors, gathered in groups, told in a report."""
