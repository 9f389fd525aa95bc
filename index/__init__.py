"""How text becomes findable: Vietnamese text, entities, query, engine, re-index."""
