"""Programs of others judge the site from outside: its HTML, its structured data, its calendar files, its speed."""
