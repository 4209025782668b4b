"""What makes Arabic articles findable: reading, folding, cutting, encoding, storing and searching them."""
