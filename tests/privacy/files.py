"""A calendar file on its way in, and ids that no action hands out."""
