"""Changes of the organisation: tiers, departments, people, territories and supply units, one file each."""
