"""What stands round every page: the menu, the search field, the portfolio, the reader."""
