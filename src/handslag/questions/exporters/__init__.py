"""The register as Word, Excel and calendar."""
