-- Which running server makes a file, so that another one over the same database leaves it alone.

create sequence deck_file_server_id as integer cycle;
alter table deck_file add column server_id integer;
comment on column deck_file.server_id is 'The server that makes the file. It holds an advisory lock under this number as long as it runs; files of servers that hold none are ended as failed.';
