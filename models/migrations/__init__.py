"""The history of the database's shape, one step a file; `app.schema` applies the steps."""
