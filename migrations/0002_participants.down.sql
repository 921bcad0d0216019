-- The readable views of studies hang on these tables and go with them.
drop table packed_participant cascade;
drop table measurement cascade;
drop table participant;
