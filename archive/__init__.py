"""What is kept: the model, captures (WARC), the catalog (SQL), settings and fixity."""
