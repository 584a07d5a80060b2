"""What an exchange did while nobody listened: from its call records and its lists."""
