drop table threshold;
drop table instrument;
drop table variable_level;
drop table variable;
drop table time_point;
drop table source_file;
alter table study drop constraint study_current_version_fkey;
drop table data_version;
drop table study;
