-- Options that are secrets, sealed as the secrets are; those of before stay where they are until they are written again.
ALTER TABLE source ADD COLUMN sealed_options bytea;

-- Whether a replay is of those that were set aside only.
ALTER TABLE replay ADD COLUMN set_aside boolean NOT NULL DEFAULT false;
