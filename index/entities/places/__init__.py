"""Places: units, streets, works, lands; what units there are and what became of them."""
