alter table variable drop constraint variable_score_of_fkey;
alter table variable drop column score_of;
drop table band;
alter table instrument drop column bands_source;
