drop table exhibit;
