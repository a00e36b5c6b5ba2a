"""The version after this one, as far as a drill needs it: migrations that alter the busiest table while all goes on."""
