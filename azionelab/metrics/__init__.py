"""What Prometheus is told (docs/monitoring.md, ADR 0036): requests are counted in the process, rows are read from the
database when somebody asks."""
