"""Pages of the zone and its units: overview, unit, tree, and the forms that change the trees."""
