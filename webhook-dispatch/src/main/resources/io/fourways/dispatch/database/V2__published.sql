-- When its event was published, which may be long before it is accepted here: what its latency counts from. None for what
-- came over the API.
ALTER TABLE message ADD COLUMN published_at timestamptz;
