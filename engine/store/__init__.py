"""Tables, migrations, and one module of statements per aggregate."""
