"""What all pages share: layout, components, tables, charts, headers, error pages."""
