"""What a person sees: the Flask app, its pages, API, feeds and exports."""
