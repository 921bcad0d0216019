//! A mapping and CSV files → checked rows, or sentences saying what is wrong. No database, no clock.
