-- The one endpoint that it is for, whatever that filters by: no other has missed it. None for what goes to all that match.
ALTER TABLE message ADD COLUMN only_endpoint text COLLATE "C";
