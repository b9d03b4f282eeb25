"""Pages of proposals: for who has an idea, who answers it, and who counts them."""
