"""Files in, records and problems out. Importers read and never write."""
