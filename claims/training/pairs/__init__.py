"""Training of the scorer that says what one claim is to another. The product does not import it."""
