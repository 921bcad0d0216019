alter table deck_file drop column server_id;
drop sequence deck_file_server_id;
