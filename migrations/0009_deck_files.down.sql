drop table deck_file;
