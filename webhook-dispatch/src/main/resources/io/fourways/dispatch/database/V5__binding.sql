-- A pattern is here before the broker is bound to it, so that it is known however that ends: when it was bound is none until then.
ALTER TABLE binding ALTER COLUMN bound_at DROP NOT NULL;
