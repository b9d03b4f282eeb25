"""Pages of model-worker innovation studios."""
