"""What every test may ask for. The database plugin is loaded earlier, with `-p`."""

pytest_plugins = ["tests.harness.browser", "tests.harness.served"]
