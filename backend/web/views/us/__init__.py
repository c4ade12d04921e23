"""Us: the couple, what the two hold to, what helps each of them, and notes on people."""
