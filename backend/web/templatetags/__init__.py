"""What templates may say: words for codes, and dates as one speaks of them."""
