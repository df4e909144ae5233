-- The message that a request has made: what it says is kept in one place, where it can be expunged, and the answer put together
-- anew from there.
ALTER TABLE idempotency ADD COLUMN made text COLLATE "C";
UPDATE idempotency SET made = substring(convert_from(answer, 'UTF8') FROM '^{"id":"(msg_[0-9A-Za-z]+)"'), answer = NULL
    WHERE convert_from(answer, 'UTF8') LIKE '{"id":"msg\_%';
